"""Wrong: no time is given before SIGKILL."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

wait_for = g.wait_for
g.wait_for = lambda attempt, seconds: wait_for(attempt, 0.3 if seconds == g.GRACE else seconds)

sys.exit(g.main(sys.argv[1:]))
