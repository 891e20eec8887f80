"""Wrong: the state file is opened like any file; a FIFO in its place is waited for."""
from _base import g, main, os

read_file = g.read_file


def careless(path, limit=65536):
    if os.path.basename(path) == g.STATE and os.path.exists(path):
        with open(path, "rb") as f:
            return f.read(limit)
    return read_file(path, limit)


g.read_file = careless

main()
