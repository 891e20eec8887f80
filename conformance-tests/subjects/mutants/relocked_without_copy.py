"""Wrong: the lock file that is made anew, because somebody removed it, stays empty."""
from _base import g, main, os, patched

lost = g.lost


def without_copy(claim):
    g.os = patched(os, pwrite=lambda fd, data, offset: len(data))
    try:
        return lost(claim)
    finally:
        g.os = os


g.lost = without_copy

main()
