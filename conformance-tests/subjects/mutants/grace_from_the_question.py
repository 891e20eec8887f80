"""Wrong: the grace begins when the replacer was started, so that whoever waits for its turn has none left."""
import time

from _base import g, grace_is, main

asked = time.monotonic()

grace_is(lambda: max(0.0, g.GRACE - (time.monotonic() - asked)))

main()
