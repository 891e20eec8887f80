"""Wrong: start times must be present and equal, else the owner is dead; the dead one's lock is exchanged."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

live, try_claim = g.describes_live, g.try_claim


def describes_live(record):
    return "dead" if record.get("start_time") is None else live(record)


def breaking(home):
    claim = try_claim(home)
    record = g.read_record(os.path.join(home, g.PID))
    if claim is None and record and describes_live(record) == "dead":
        g.remove(os.path.join(home, g.LOCK))
        g.try_flock = lambda fd: True
        claim = try_claim(home)
    return claim


g.describes_live, g.try_claim = describes_live, breaking

sys.exit(g.main(sys.argv[1:]))
