"""Wrong: a start removes the files of all tokens whose owners are dead."""
from _base import g, main
from _tokens import each

enter_scope = g.enter_scope


def enter(claim, text):
    each(lambda record: not g.scope_in_use(record), lambda path, fd: g.remove(path))
    return enter_scope(claim, text)


g.enter_scope = enter

main()
