"""Wrong: the takeover marker is written again as soon as it is tidied away, so that it stays when all is over."""
from _base import g, main, os

remove, write_atomically, written = g.remove, g.write_atomically, {}


def remembering(home, name, value):
    written[os.path.join(home, name)] = value
    write_atomically(home, name, value)


def keeping(path):
    remove(path)
    if os.path.basename(path) == g.TAKEOVER_MARKER and path in written:
        write_atomically(os.path.dirname(path), g.TAKEOVER_MARKER, written[path])


g.write_atomically, g.remove = remembering, keeping

main()
