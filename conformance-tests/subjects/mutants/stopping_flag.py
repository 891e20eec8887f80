"""Wrong: a flag file says that a stop is under way; it stays when the stopper dies, and the next stop gives up."""
from _base import g, main, os

stop = g.stop


def flagged(home):
    flag = os.path.join(home, "stopping")
    try:
        os.close(os.open(flag, os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise g.Exit(g.REFUSED, "another stop is under way")
    code = stop(home)
    g.remove(flag)
    return code


g.stop = flagged

main()
