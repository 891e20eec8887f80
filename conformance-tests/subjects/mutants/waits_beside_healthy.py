"""Wrong: a start waits for as long as it may, also beside an owner that is well and does not leave."""
from _base import g, main

g.draining = lambda home, record: True

main()
