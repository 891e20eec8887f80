"""Wrong: the refusal of a token says the token."""
from _base import g, main

enter_scope = g.enter_scope


def chatty(claim, scope):
    try:
        enter_scope(claim, scope)
    except g.Exit as e:
        raise g.Exit(e.code, "%s (%s)" % (e, scope))


g.enter_scope = chatty

main()
