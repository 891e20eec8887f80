"""Wrong: what an owner says of the time that it needs is not read."""
from _base import g, main

g.drain_time = lambda home, owners: 0

main()
