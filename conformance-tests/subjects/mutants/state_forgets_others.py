"""Wrong: the state file is written from what this program knows, and the keys of others are dropped."""
from _base import g, main, os

read_json = g.read_json
g.read_json = lambda path: None if os.path.basename(path) == g.STATE else read_json(path)

main()
