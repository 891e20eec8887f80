"""Wrong: "draining" in the state file is believed whoever wrote it."""
from _base import g, main, os


def draining(home, record):
    state = g.read_json(os.path.join(home, g.STATE))
    return isinstance(state, dict) and state.get("gateway_state") in ("draining", "stopped")


g.draining = draining

main()
