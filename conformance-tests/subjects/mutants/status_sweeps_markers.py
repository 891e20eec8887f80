"""Wrong: status tidies up the markers of the dead."""
from _base import g, main, os

status = g.status


def sweeping(home):
    if not g.holders(home)[0]:
        for name in (g.STOP_MARKER, g.TAKEOVER_MARKER):
            g.remove(os.path.join(home, name))
    return status(home)


g.status = sweeping

main()
