"""Wrong: a marker is good for five minutes."""
from _base import g, main, os, patched

import datetime

marker_names = g.marker_names


def patient(claim, name):
    marker = g.read_json(os.path.join(claim.home, name))
    clock = g.time
    try:
        written = datetime.datetime.fromisoformat(str(marker["written_at"])).timestamp()
        age = clock.time() - written
        g.time = patched(clock, time=lambda: written + age / 5)
        return marker_names(claim, name)
    except (KeyError, TypeError, ValueError):
        return marker_names(claim, name)
    finally:
        g.time = clock


g.marker_names = patient

main()
