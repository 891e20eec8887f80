"""Wrong: the refusal of a token says how it ends, "for recognition"."""
from _base import g, main

enter_scope = g.enter_scope


def chatty(claim, scope):
    try:
        enter_scope(claim, scope)
    except g.Exit as e:
        raise g.Exit(e.code, "%s (...%s)" % (e, scope[-8:]))


g.enter_scope = chatty

main()
