"""Wrong: the takeover marker has mode 0600, so that the victim of another user cannot read it."""
from _base import g, main

write_atomically = g.write_atomically


def private(home, name, value):
    g.MARKER_MODE = 0o600 if name == g.TAKEOVER_MARKER else 0o644
    return write_atomically(home, name, value)


g.write_atomically = private

main()
