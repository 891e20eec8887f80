"""Wrong: a flag file says that somebody replaces; it stays when that one dies."""
from _base import g, main, os

by_replacing = g.claim_by_replacing


def flagged(home):
    flag = os.path.join(home, "replacing")
    try:
        os.close(os.open(flag, os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise g.Exit(g.REFUSED, "another replacement is in progress")
    claim = by_replacing(home)
    g.remove(flag)
    return claim


g.claim_by_replacing = flagged

main()
