"""Wrong: an empty XDG_STATE_HOME counts as set, so that the lock directory is relative to something else."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

def lock_directory():
    base = os.environ.get("XDG_STATE_HOME")
    base = os.path.expanduser("~/.local/state") if base is None else os.path.join(os.environ["GATEWAY_HOME"], base)
    return os.environ.get("HERMES_GATEWAY_LOCK_DIR") or os.path.join(base, "hermes", "gateway-locks")


g.lock_directory = lock_directory

sys.exit(g.main(sys.argv[1:]))
