"""Wrong: no time is given before SIGKILL."""
from _base import grace_is, main

grace_is(lambda: 0.3)

main()
