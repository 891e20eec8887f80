"""Wrong: while the lock is held, --replace signals the recorded pid, whoever that is by now."""
from _base import g, main, nobody_repairs, os

import signal

evict = g.evict


def by_number(home, record):
    try:
        os.kill(record["pid"], signal.SIGTERM)
    except (ProcessLookupError, TypeError):
        pass
    return evict(home, record)


g.evict = by_number

nobody_repairs()

main()
