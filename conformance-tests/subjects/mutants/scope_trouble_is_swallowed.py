"""Wrong: a token lock that cannot be taken for technical reasons is done without."""
from _base import g, main

enter = g.enter_scope


def swallow(claim, text):
    try:
        enter(claim, text)
    except OSError:
        pass


g.enter_scope = swallow

main()
