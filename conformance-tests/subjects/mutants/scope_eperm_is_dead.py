"""Wrong: a token's owner that may not be signalled is taken for dead."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

scope_in_use = g.scope_in_use


def signalable(record):
    try:
        os.kill(record["pid"], 0)
    except OSError:
        return False
    return scope_in_use(record)


g.scope_in_use = signalable

sys.exit(g.main(sys.argv[1:]))
