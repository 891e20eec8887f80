"""Wrong: the recorded number goes into kill() unchecked."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

import json
import signal

by_replacing = g.claim_by_replacing


def killing(home):
    try:
        with open(os.path.join(home, g.PID)) as f:
            value = json.load(f)
        pid = int(value["pid"] if isinstance(value, dict) else value)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # it may be of the group itself
        os.kill(pid, signal.SIGTERM)
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        pass
    return by_replacing(home)


g.claim_by_replacing = killing

sys.exit(g.main(sys.argv[1:]))
