"""Wrong: an owner whose heartbeat is more than ten seconds old has gone, and its lock is broken."""
from _base import break_if, g, main, os

import threading
import time

BEAT, STALE = "beat", 10
try_claim, publish, release = g.try_claim, g.publish, g.release
left = threading.Event()


def touch(home):
    with open(os.path.join(home, BEAT), "w"):
        pass


def stale(home):
    try:
        return time.time() - os.path.getmtime(os.path.join(home, BEAT)) > STALE
    except OSError:
        return False


def beating(claim, argv):
    def beat():
        while not left.wait(1):
            touch(claim.home)

    touch(claim.home)
    publish(claim, argv)
    threading.Thread(target=beat, daemon=True).start()


def still(claim):
    left.set()
    g.remove(os.path.join(claim.home, BEAT))
    release(claim)


def claimed(home):
    claim = try_claim(home)
    if claim:
        touch(home)
    return claim


g.try_claim, g.publish, g.release = claimed, beating, still
break_if(stale)

main()
