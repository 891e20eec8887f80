"""Wrong: NAME=IDENTITY is taken apart at every "=", so that a token loses its padding."""
from _base import g, main

enter_scope = g.enter_scope


def cut(claim, scope):
    enter_scope(claim, "=".join(scope.split("=")[:2]))


g.enter_scope = cut

main()
