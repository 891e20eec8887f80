"""Wrong: a pid of another PID namespace is taken for one of ours."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

describes_live = g.describes_live


def signal_recorded(home, record):
    g.takeover_marker(home, record)
    os.kill(record["pid"], 15)
    return g.claim_late(home)


stop = g.stop


def stop_recorded(home, more={}):
    record = g.owner_record(home)
    if record and describes_live(record) == "elsewhere":
        os.kill(record["pid"], 15)
    return stop(home, more)


g.ask, g.stop = signal_recorded, stop_recorded

sys.exit(g.main(sys.argv[1:]))
