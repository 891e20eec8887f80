"""Wrong: the lock of takeovers is opened as any file is: through links, and created with what the umask leaves."""
from _base import g, main, os

open_lock_file = g.open_lock_file


def opened(path):
    if path.endswith(g.TAKEOVER):
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    return open_lock_file(path)


g.open_lock_file = opened

main()
