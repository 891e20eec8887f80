"""Wrong: status tidies a lock file and a record that nobody seems to hold."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

status = g.status


def tidy(home):
    code = status(home)
    if code != 0:
        g.remove(os.path.join(home, g.LOCK))
        g.remove(os.path.join(home, g.PID))
    return code


g.status = tidy

sys.exit(g.main(sys.argv[1:]))
