"""Wrong: stop kills whoever has not ended when its time is over."""
from _base import g, main, os

import signal

stop = g.stop


def forcing(home, more={}):
    record = g.owner_record(home)
    try:
        return stop(home, more)
    except g.Exit as e:
        if e.code == g.FAILED and record and g.describes_live(record) == "same":
            os.kill(record["pid"], signal.SIGKILL)
        raise


g.stop = forcing

main()
