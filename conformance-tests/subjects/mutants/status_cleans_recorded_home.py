"""Wrong: status removes the record in the home that the record names."""
from _base import g, main, os

status = g.status


def cleaning(home):
    record = g.read_record(os.path.join(home, g.PID))
    if record and g.describes_live(record) == "dead" and record.get("hermes_home") != home:
        g.remove(os.path.join(record["hermes_home"], g.PID))
    return status(home)


g.status = cleaning

main()
