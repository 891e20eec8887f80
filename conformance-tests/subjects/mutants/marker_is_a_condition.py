"""Wrong: a replacement gives up when it cannot write the marker."""
from _base import g, main

write = g.write_atomically


def strict(home, name, value):
    try:
        write(home, name, value)
    except OSError as e:
        if name == g.TAKEOVER_MARKER:
            raise g.Exit(g.IO, "cannot write the marker: %s" % e)
        raise


g.write_atomically = strict

main()
