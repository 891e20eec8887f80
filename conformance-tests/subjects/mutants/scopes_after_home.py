"""Wrong: tokens are given back when the home is free already, so that the next one is refused its token."""
from _base import g, main

release, leave_scopes = g.release, g.leave_scopes


def late(claim):
    g.leave_scopes = lambda claim: None
    release(claim)
    leave_scopes(claim)


g.release = late

main()
