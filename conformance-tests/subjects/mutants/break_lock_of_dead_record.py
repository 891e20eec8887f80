"""Wrong: a held lock is broken because the recorded pid is dead."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

try_claim = g.try_claim


def breaking(home):
    claim = try_claim(home)
    record = g.read_record(os.path.join(home, g.PID))
    if claim is None and record and g.describes_live(record) == "dead":
        g.remove(os.path.join(home, g.LOCK))
        claim = try_claim(home)
    return claim


g.try_claim = breaking

sys.exit(g.main(sys.argv[1:]))
