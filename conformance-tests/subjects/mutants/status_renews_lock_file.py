"""Wrong: status puts a fresh lock file in the place of one that is held."""
from _base import g, main, os

status = g.status


def renewing(home):
    if g.holders(home)[0]:
        g.remove(os.path.join(home, g.LOCK))
        os.close(g.open_lock_file(os.path.join(home, g.LOCK)))
    return status(home)


g.status = renewing

main()
