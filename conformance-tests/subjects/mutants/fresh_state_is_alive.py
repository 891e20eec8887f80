"""Wrong: a state file that says running means that it runs."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

status = g.status


def believing(home):
    state = g.read_json(os.path.join(home, g.STATE))
    if isinstance(state, dict) and state.get("gateway_state") == "running":
        print("running")
        return 0
    return status(home)


g.status = believing

sys.exit(g.main(sys.argv[1:]))
