"""Wrong: a token's owner that is stopped is taken for stale."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

scope_in_use = g.scope_in_use
g.scope_in_use = lambda record: (g.stat_of(record["pid"]) or "X")[0] not in "Tt" and scope_in_use(record)

sys.exit(g.main(sys.argv[1:]))
