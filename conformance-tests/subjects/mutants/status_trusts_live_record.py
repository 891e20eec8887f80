"""Wrong: status says running when the record names a live process that began when the record says, whoever holds the lock."""
from _base import g, main, os

status = g.status


def trusting(home):
    record = g.read_record(os.path.join(home, g.PID))
    if record and record.get("start_time") is not None and g.describes_live(record) == "same":
        return g.tell(home, "running, pid %d" % record["pid"], 0, record)
    return status(home)


g.status = trusting

main()
