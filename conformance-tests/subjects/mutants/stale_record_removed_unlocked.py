"""Wrong: a start tidies the record of a dead process away before it has the lock."""
from _base import g, main, os

claim_or_refuse = g.claim_or_refuse


def tidying(home):
    path = os.path.join(home, g.PID)
    record = g.read_record(path)
    if record and g.describes_live(record) == "dead":
        g.remove(path)
    return claim_or_refuse(home)


g.claim_or_refuse = tidying

main()
