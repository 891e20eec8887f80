"""Wrong: status makes sure that there is a home before it looks."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

status = g.status


def making(home):
    os.makedirs(home, exist_ok=True)
    return status(home)


g.status = making

sys.exit(g.main(sys.argv[1:]))
