"""Wrong: an unreadable record means that the lock file may be made anew."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

try_claim = g.try_claim


def breaking(home):
    path = os.path.join(home, g.LOCK)
    if os.path.exists(path) and g.read_record(path) is None and g.read_record(os.path.join(home, g.PID)) is None:
        os.rename(path, path + ".broken")
    return try_claim(home)


g.try_claim = breaking

sys.exit(g.main(sys.argv[1:]))
