"""Wrong: ten seconds before SIGKILL, whatever was asked for."""
from _base import g, main

terminate = g.terminate


def constant(home, targets):
    g.GRACE = 10.0
    return terminate(home, targets)


g.terminate = constant

main()
