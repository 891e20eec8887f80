"""Wrong: the record is removed right after the lock was given up, whose ever it is by then; nobody writes it again."""
from _base import g, main, os

lost = g.lost


def leave(claim):
    g.leave_scopes(claim)
    g.bounded(g.write_state, claim, "stopped")
    os.ftruncate(claim.lock, 0)
    os.close(claim.lock)
    os.close(claim.directory)
    g.remove(os.path.join(claim.home, g.PID))


g.release = leave
g.lost = lambda claim: not g.names(os.path.join(claim.home, g.LOCK), claim.lock) and lost(claim)

main()
