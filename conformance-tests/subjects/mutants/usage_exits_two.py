"""Wrong: wrong usage ends with the code that argument parsers have by default."""
from _base import g, main

g.USAGE = 2

main()
