"""Wrong: a restart begins from nothing: the lock file is removed."""
from _base import g, main, os

serve = g.serve


def tidying(claim, command):
    code = serve(claim, command)
    if code == g.RESTART:
        g.remove(os.path.join(claim.home, g.LOCK))
    return code


g.serve = tidying

main()
