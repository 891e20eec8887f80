"""Wrong: a restart that was asked for ends like a stop."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

g.RESTART = g.OK

sys.exit(g.main(sys.argv[1:]))
