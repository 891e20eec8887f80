"""Wrong: a live process with the recorded pid is the owner, whatever its start time."""
from _base import g, main, refuse_if

refuse_if(lambda r: r.get("boot_id") in (None, g.boot_id()) and g.stat_of(r["pid"]) is not None)

main()
