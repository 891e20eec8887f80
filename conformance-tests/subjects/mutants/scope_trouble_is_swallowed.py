"""Wrong: a token lock that cannot be taken for technical reasons is done without."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

enter = g.enter_scope


def swallow(claim, text):
    try:
        enter(claim, text)
    except OSError:
        pass


g.enter_scope = swallow

sys.exit(g.main(sys.argv[1:]))
