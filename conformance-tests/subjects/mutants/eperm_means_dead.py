"""Wrong: PermissionError from kill(pid, 0) is taken for dead, and the files of the dead are removed."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

live = g.describes_live


def describes_live(record):
    try:
        os.kill(record["pid"], 0)
    except OSError:
        return "dead"
    return live(record)


def owner_record(home):
    record = g.read_record(os.path.join(home, g.PID)) or g.read_record(os.path.join(home, g.LOCK))
    if record and describes_live(record) == "dead":
        g.remove(os.path.join(home, g.PID))
        g.remove(os.path.join(home, g.LOCK))
        return None
    return record


g.describes_live, g.owner_record = describes_live, owner_record

sys.exit(g.main(sys.argv[1:]))
