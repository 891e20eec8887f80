"""Wrong: a flag file says that a stop is under way; it stays when the stopper dies, and the next stop gives up."""
from _base import flagged, g, main

g.stop = flagged(g.stop, "stopping", "stop")

main()
