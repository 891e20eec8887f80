"""Wrong: markers are opened like any file; the owner hangs in a FIFO, and hears no signal any more."""
from _base import g, main, os

read_file = g.read_file


def careless(path, limit=65536):
    if os.path.basename(path) in (g.STOP_MARKER, g.TAKEOVER_MARKER) and os.path.exists(path):
        with open(path, "rb") as f:
            return f.read(limit)
    return read_file(path, limit)


g.read_file = careless

main()
