"""Wrong: every start, refused or not, first sweeps the markers away."""
from _base import g, main, os

run = g.run


def sweeping(home, *more):
    for name in (g.STOP_MARKER, g.TAKEOVER_MARKER):
        g.remove(os.path.join(home, name))
    return run(home, *more)


g.run = sweeping

main()
