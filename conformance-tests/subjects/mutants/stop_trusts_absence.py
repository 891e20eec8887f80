"""Wrong: where there is no record there is nothing to stop, whoever holds the lock."""
from _base import g, main, os

stop = g.stop


def trusting(home, more={}):
    return stop(home, more) if os.path.exists(os.path.join(home, g.PID)) else g.OK


g.stop = trusting

main()
