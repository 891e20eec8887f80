"""Wrong: a start takes a free lock although a takeover is under way."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

g.takeover_in_progress = lambda home: False

sys.exit(g.main(sys.argv[1:]))
