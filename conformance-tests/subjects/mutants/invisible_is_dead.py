"""Wrong: a process that does not exist in our PID namespace is dead, and its lock is broken."""
from _base import break_if, g, main, os

def dead(home):
    record = g.read_record(os.path.join(home, g.PID))
    return record and g.stat_of(record["pid"]) is None


def status(home):
    record = g.read_record(os.path.join(home, g.PID))
    return 0 if record and g.stat_of(record["pid"]) else 1 if record else 3


break_if(dead)
g.status = status

main()
