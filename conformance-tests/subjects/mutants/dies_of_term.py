"""Wrong: SIGTERM has no handler, and replacers have no order: each ends whom the record names, until the lock is free."""
from _base import g, main, os, patched

import signal
import time

ROUND = 0.5  # seconds for which it waits for the lock before it reads the record again


def claim_by_replacing(home):
    told, end = {}, time.monotonic() + g.WAIT + 2 * g.GRACE
    claim = g.try_claim(home)
    while claim is None and time.monotonic() < end:
        record = g.owner_record(home)
        if record and g.describes_live(record) == "same":
            first = record["pid"] not in told
            since = told.setdefault(record["pid"], time.monotonic())
            try:
                if first or time.monotonic() - since > g.GRACE:
                    os.kill(record["pid"], signal.SIGTERM if first else signal.SIGKILL)
            except ProcessLookupError:
                pass
        claim = g.wait_for(lambda: g.try_claim(home), ROUND)
    if claim is None:
        raise g.Exit(g.REFUSED, g.refusal(home))
    return claim, os.open(home, os.O_RDONLY)


g.claim_by_replacing = claim_by_replacing
g.signal = patched(signal, signal=lambda number, handler: None,
                   sigtimedwait=lambda numbers, seconds: signal.sigtimedwait(numbers - {signal.SIGTERM}, seconds),
                   pthread_sigmask=lambda how, numbers: signal.pthread_sigmask(how, numbers - {signal.SIGTERM}))

main()
