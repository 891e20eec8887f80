"""Wrong: a lock file that is no regular file ends the start with a stack trace."""
from _base import g, main

open_lock_file = g.open_lock_file


def crashing(path):
    try:
        return open_lock_file(path)
    except (OSError, g.Exit) as e:
        raise RuntimeError("never seen before: %s" % e)


g.open_lock_file = crashing

main()
