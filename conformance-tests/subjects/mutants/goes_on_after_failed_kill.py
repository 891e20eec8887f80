"""Wrong: the replacement goes on although the incumbent is still there."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

terminate = g.terminate


def anyway(home, targets):
    try:
        return terminate(home, targets)
    except g.Exit:
        return g.Claim(home, os.open(home, os.O_RDONLY), os.open(os.path.join(home, g.LOCK), os.O_RDWR))


g.terminate = anyway

sys.exit(g.main(sys.argv[1:]))
