"""Right, and unusual: it says how it is before it begins to work, too, and it takes a moment until the new word is in the place of
the old one, which gives room back on a full disk."""
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

published, renamed = g.publish, os.rename


def publish(claim, argv):
    published(claim, argv)
    g.write_state(claim, "starting")


def rename(old, new):
    if os.path.basename(new) == g.STATE and os.path.exists(new):
        time.sleep(0.04)
    renamed(old, new)


g.publish, os.rename = publish, rename

sys.exit(g.main(sys.argv[1:]))
