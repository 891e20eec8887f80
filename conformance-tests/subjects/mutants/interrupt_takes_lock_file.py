"""Wrong: Ctrl+C tidies everything up, the lock file too; only a restart, or a stop, leaves it."""
from _base import g, main, os
from _interrupted import after_interrupt


def tidying(claim, code):
    g.remove(os.path.join(claim.home, g.LOCK))
    return code


after_interrupt(tidying)

main()
