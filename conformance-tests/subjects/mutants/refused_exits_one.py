"""Wrong: a refused start ends like a crash, and its supervisor tries again."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

g.REFUSED = 1

sys.exit(g.main(sys.argv[1:]))
