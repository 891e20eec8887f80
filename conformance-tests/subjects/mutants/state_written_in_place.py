"""Wrong: the state file is written in place, so that a reader finds half of it."""
import json

from _base import g, main, os

write_atomically = g.write_atomically


def write(home, name, value):
    if name != g.STATE:
        return write_atomically(home, name, value)
    with open(os.path.join(home, name), "w") as f:
        json.dump(value, f)


g.write_atomically = write

main()
