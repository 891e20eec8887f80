"""Wrong: the command line inside the record is believed instead of the live one."""
from _base import g, main, refuse_if

def looks_right(record):
    return "run" in (record.get("argv") or []) and record.get("start_time") is None and g.stat_of(record["pid"]) is not None


refuse_if(looks_right)

main()
