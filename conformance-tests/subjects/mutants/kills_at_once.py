"""Wrong: no time is given before SIGKILL."""
from _base import g, main

terminate = g.terminate


def at_once(home, targets):
    g.GRACE = 0.3
    return terminate(home, targets)


g.terminate = at_once

main()
