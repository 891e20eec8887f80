"""Wrong: an owner that loses its lock file, its record or its home does not notice."""
from _base import g, main

g.lost = lambda claim: False

main()
