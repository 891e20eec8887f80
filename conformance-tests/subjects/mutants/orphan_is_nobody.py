"""Wrong: --replace looks for the recorded process only, and a child of it that keeps the lock is never ended."""
from _base import g, main

evict = g.evict


def recorded_only(home, record):
    return evict(home, record) if record and g.describes_live(record) == "same" else g.claim_late(home)


g.evict = recorded_only

main()
