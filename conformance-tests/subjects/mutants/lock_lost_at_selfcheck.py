"""Wrong: the lock is one of fcntl, and the owner gives it up when it opens and closes the file to see whether it is there."""
from _base import g, main, os
import _by_lockf  # noqa: F401

import time

AFTER = 5
lost, began = g.lost, []


def checking(claim):
    began.append(time.monotonic()) if not began else None
    if len(began) == 1 and time.monotonic() - began[0] > AFTER:
        began.append(0)
        os.close(os.open(os.path.join(claim.home, g.LOCK), os.O_RDONLY))
    return lost(claim)


g.lost = checking

main()
