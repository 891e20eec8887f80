"""Wrong: a start takes a free lock although a takeover is under way."""
from _base import g, main

g.takeover_in_progress = lambda home: False

main()
