"""Wrong: a marker that cannot be read means somebody, and so this one."""
from _base import g, main, os

marker_names = g.marker_names


def whatever(claim, name):
    path = os.path.join(claim.home, name)
    if os.path.isfile(path) and not g.read_json(path):
        g.remove(path)
        return {"broken": True}
    return marker_names(claim, name)


g.marker_names = whatever

main()
