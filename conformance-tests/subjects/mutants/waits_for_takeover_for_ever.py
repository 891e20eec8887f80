"""Wrong: a start waits for the end of a takeover, however long that takes."""
from _base import g, main

claim_or_refuse = g.claim_or_refuse


def waiting(home):
    while g.takeover_in_progress(home):
        g.time.sleep(g.TICK)
    return claim_or_refuse(home)


g.claim_or_refuse = waiting

main()
