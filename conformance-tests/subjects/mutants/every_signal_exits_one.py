"""Wrong: exit 1 for every signal, planned or not."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

g.OK = 1

sys.exit(g.main(sys.argv[1:]))
