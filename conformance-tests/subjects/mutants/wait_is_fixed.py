"""Wrong: a start waits for ten seconds, whatever --wait says."""
from _base import g, main

run = g.run


def waiting(*arguments):
    g.WAIT = 10.0
    return run(*arguments)


g.run = waiting

main()
