"""Wrong: a start removes the files of all tokens whose owners are dead."""
from _base import g, main, os

enter_scope = g.enter_scope


def enter(claim, text):
    folder = g.lock_directory()
    for name in os.listdir(folder) if os.path.isdir(folder) else []:
        path = os.path.join(folder, name)
        record = g.read_record(path)
        if record and not g.scope_in_use(record):
            fd = g.open_lock_file(path)
            if g.try_flock(fd):
                g.remove(path)
            os.close(fd)
    return enter_scope(claim, text)


g.enter_scope = enter

main()
