"""Wrong: the replaced one removes the record once more, after it has given up the lock; nobody writes it again."""
from _base import g, main, os

import time

release = g.release


def late(claim):
    release(claim)
    time.sleep(0.5)
    g.remove(os.path.join(claim.home, g.PID))


g.release = late
g.lost = lambda claim: False

main()
