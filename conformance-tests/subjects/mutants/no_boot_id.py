"""Wrong: pid and start ticks are an identity, also after a reboot."""
from _base import g, main, refuse_if

def same(record):
    now = g.stat_of(record["pid"])
    return now is not None and record.get("start_time") == now[1]


refuse_if(same)

main()
