"""Wrong: a replacer ends whoever is active when its turn comes."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

g.identity_key = lambda record: 0
describe = g.boot_ticks
g.boot_ticks = lambda: None

sys.exit(g.main(sys.argv[1:]))
