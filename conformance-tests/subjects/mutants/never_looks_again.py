"""Wrong: an owner that loses its lock file, its record or its home does not notice."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

g.lost = lambda claim: False

sys.exit(g.main(sys.argv[1:]))
