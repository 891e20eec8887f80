"""Wrong: status takes the lock for a moment, and a start is refused at once when it meets that."""
from _base import g, main, os

import time

status = g.status


def probing(home):
    claim = g.try_claim(home)
    time.sleep(0.3)  # the moment, made long enough to be met every time
    if claim:
        os.close(claim.lock)
        os.close(claim.directory)
    return status(home)


def impatient(home):
    claim = g.try_claim(home)
    if claim is None:
        raise g.Exit(g.REFUSED, g.refusal(home))
    return claim


g.status, g.claim_or_refuse = probing, impatient

main()
