"""Wrong: the incumbent is ended before it is clear that its place can be taken."""
from _base import g, main, os

import signal

by_replacing = g.claim_by_replacing


def eager(home):
    held, found = g.holders(home)
    for pid in found:
        os.kill(pid, signal.SIGTERM)
    return by_replacing(home)


g.claim_by_replacing = eager

main()
