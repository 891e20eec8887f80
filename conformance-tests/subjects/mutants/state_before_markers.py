"""Wrong: the state file is read before the markers, so that an owner which writes the one and removes the other in between counts
as one that stays."""
from _base import g, main

leaving, draining = g.leaving, g.draining


def in_their_order(home, record):
    said = draining(home, record)
    g.draining = lambda home, record: False
    try:
        return said or leaving(home, record)
    finally:
        g.draining = draining


g.leaving = in_their_order

main()
