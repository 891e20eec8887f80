"""Wrong: ten seconds before SIGKILL, whatever was asked for."""
from _base import grace_is, main

grace_is(lambda: 10.0)

main()
