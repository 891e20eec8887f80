"""Wrong: wrong usage ends with the code that argument parsers have by default."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

g.USAGE = 2

sys.exit(g.main(sys.argv[1:]))
