"""Wrong: an owner whose state file tells of yesterday is dead, and its lock is broken."""
from _base import break_if, g, main, os

import calendar
import time


def yesterday(home):
    state = g.read_json(os.path.join(home, g.STATE)) or {}
    told = calendar.timegm(time.strptime(state["updated_at"][:19], "%Y-%m-%dT%H:%M:%S")) if state else time.time()
    return time.time() - told > 86400


break_if(yesterday)

main()
