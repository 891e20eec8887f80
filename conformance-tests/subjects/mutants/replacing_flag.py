"""Wrong: a flag file says that somebody replaces; it stays when that one dies."""
from _base import flagged, g, main

g.claim_by_replacing = flagged(g.claim_by_replacing, "replacing", "replacement")

main()
