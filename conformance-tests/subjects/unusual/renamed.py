"""Right, and unusual: three seconds to get ready, other names in a folder of their own, exit status 1 for every trouble."""
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

g.PID, g.LOCK, g.TAKEOVER, g.STATE = "owner", "mutex", "turn", "mood"
g.TAKEOVER_MARKER, g.STOP_MARKER = "please-go", "please-stop"
g.USAGE = g.REFUSED = g.IO = g.LOST = g.DENIED = 1

home = os.path.join(os.path.realpath(os.environ["PROGRAM_DIR"]), "run")
os.environ["GATEWAY_HOME"] = home
os.environ["GATEWAY_WITNESS"] = os.environ.get("PROGRAM_WITNESS", "")
if sys.argv[1] == "run":
    time.sleep(3)
    try:
        os.makedirs(home, mode=0o700, exist_ok=True)
    except OSError as e:
        g.say("no place for %s: %s" % (home, e))
        sys.exit(1)
sys.exit(g.main(sys.argv[1:]))
