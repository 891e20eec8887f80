"""Wrong: whoever is told to make room is gone at once, with what it had open outside."""
from _base import g, main, os

marker_names = g.marker_names


def abrupt(claim, name):
    marker = marker_names(claim, name)
    if marker and name == g.TAKEOVER_MARKER:
        os._exit(g.OK)
    return marker


g.marker_names = abrupt

main()
