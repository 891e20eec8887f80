"""Wrong: the last word goes into the state file when the lock is free already, over that of the next owner."""
from _base import g, main

release, write_state = g.release, g.write_state


def late(claim):
    g.write_state = lambda claim, state: None
    release(claim)
    write_state(claim, "stopped")


g.release = late

main()
