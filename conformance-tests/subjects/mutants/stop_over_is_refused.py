"""Wrong: stop that has run out of time says what a refused start says, after which no supervisor tries again."""
from _base import g, main

stop = g.stop


def refusing(home, more={}):
    try:
        return stop(home, more)
    except g.Exit as e:
        raise g.Exit(g.REFUSED if e.code == g.FAILED else e.code, str(e))


g.stop = refusing

main()
