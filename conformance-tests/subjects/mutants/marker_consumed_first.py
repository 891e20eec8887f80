"""Wrong: the marker goes before the state file says that its target leaves: for a moment it looks healthy."""
from _base import g, main, os

marker_names = g.marker_names


def consumed(claim, name):
    marker = marker_names(claim, name)
    if marker:
        g.remove(os.path.join(claim.home, name))
    return marker


g.marker_names = consumed

main()
