"""Wrong: stop has done its part when the signal is sent."""
from _base import g, main

stop = g.stop


def hasty(home, more={}):
    g.wait_for = lambda attempt, seconds: True
    return stop(home, more)


g.stop = hasty

main()
