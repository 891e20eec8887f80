"""Wrong: an owner that a marker tells to go counts as healthy, so that nobody waits for it."""
from _base import g, main

g.leaving = g.draining

main()
