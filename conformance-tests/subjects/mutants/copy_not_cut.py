"""Wrong: the copy in the lock file is written over a longer one, whose tail stays."""
from _base import g, main, os, patched

publish = g.publish


def uncut(claim, argv):
    g.os = patched(os, ftruncate=lambda fd, length: None)
    try:
        return publish(claim, argv)
    finally:
        g.os = os


g.publish = uncut

main()
