"""Wrong: a lock call that fails for any other reason than contention has worked."""
from _base import g, main

try_flock = g.try_flock


def lenient(fd):
    try:
        return try_flock(fd)
    except OSError:
        return True


g.try_flock = lenient

main()
