"""Wrong: the markers have mode 0600, so that an owner of another user cannot read what root has written for it."""
from _base import g, main

g.MARKER_MODE = 0o600

main()
