"""Wrong: a flag file says that the owner is leaving; it stays when that one dies, and keeps everybody out."""
from _base import g, main, os

release, publish = g.release, g.publish


def flagged(claim):
    flag = os.path.join(claim.home, "leaving")
    os.close(os.open(flag, os.O_CREAT, 0o600))
    release(claim)
    g.remove(flag)


def checking(claim, argv):
    if not g.wait_for(lambda: not os.path.exists(os.path.join(claim.home, "leaving")), 1):
        raise g.Exit(g.REFUSED, "another instance is leaving")
    publish(claim, argv)


g.release, g.publish = flagged, checking

main()
