"""Wrong: markers are written in place: their target reads half of one, and tidies it away as broken."""
import json

from _base import g, main, os

write_atomically = g.write_atomically


def write(home, name, value):
    if name not in (g.STOP_MARKER, g.TAKEOVER_MARKER):
        return write_atomically(home, name, value)
    with open(os.path.join(home, name), "w") as f:
        os.fchmod(f.fileno(), g.MARKER_MODE)
        json.dump(value, f)


g.write_atomically = write

main()
