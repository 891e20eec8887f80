"""Wrong: a replacement removes everybody's token locks."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

def wipe(replaced):
    for name in os.listdir(g.lock_directory()):
        g.remove(os.path.join(g.lock_directory(), name))


g.void_scopes = wipe

sys.exit(g.main(sys.argv[1:]))
