"""Wrong: the state file is written from what this program knows, and the keys of others are dropped."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

read_json = g.read_json
g.read_json = lambda path: None if os.path.basename(path) == g.STATE else read_json(path)

sys.exit(g.main(sys.argv[1:]))
