"""Wrong: --replace ends the recorded process when it lives, whose home it may serve."""
from _base import g, main, os

import signal

by_replacing = g.claim_by_replacing


def killing(home):
    record = g.read_record(os.path.join(home, g.PID))
    if record and g.describes_live(record) == "same":
        os.kill(record["pid"], signal.SIGTERM)
    return by_replacing(home)


g.claim_by_replacing = killing

main()
