"""Wrong: the record is the lock, and whoever comes overwrites it."""
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

def try_claim(home):
    for name in (g.PID, g.LOCK):
        record = g.read_record(os.path.join(home, name))
        if record and g.describes_live(record) == "same":
            return None
    time.sleep(0.3)  # the gap between looking and taking, made wide enough to be met every time
    return g.Claim(home, os.open(home, os.O_RDONLY), os.open(os.path.join(home, g.LOCK), os.O_RDWR | os.O_CREAT, 0o600))


g.try_claim = try_claim

sys.exit(g.main(sys.argv[1:]))
