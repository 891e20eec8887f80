"""Wrong: the id of a thread counts as a live process."""
from _base import g, main, os, refuse_if

def alive(record):
    return record.get("start_time") is None and g.stat_of(record["pid"]) is None and os.path.exists("/proc/%d" % record["pid"])


refuse_if(alive)

main()
