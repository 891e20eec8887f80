"""Wrong: an interrupted lock call is taken for contention."""
from _base import g, main

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def once(fd):
    return libc.flock(fd, 6) == 0


def impatient(home):
    claim = g.try_claim(home)
    if claim is None:
        raise g.Exit(g.REFUSED, "taken")
    return claim


g.try_flock, g.claim_or_refuse = once, impatient

main()
