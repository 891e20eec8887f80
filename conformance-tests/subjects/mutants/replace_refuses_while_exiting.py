"""Wrong: --replace asks for a running instance first, and an exiting one is none that it could end."""
from _base import g, main

by_replacing = g.claim_by_replacing


def checking(home):
    record = g.owner_record(home)
    if record and g.describes_live(record) == "same" and g.draining(home, record):
        raise g.Exit(g.REFUSED, "already running, pid %d" % record["pid"])
    return by_replacing(home)


g.claim_by_replacing = checking

main()
