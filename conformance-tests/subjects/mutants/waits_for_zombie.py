"""Wrong: a replacement waits until the incumbent's pid is gone, and a zombie stays."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

terminate, by_replacing = g.terminate, g.claim_by_replacing


def until_gone(home, targets):
    claim = terminate(home, targets)
    if not g.wait_for(lambda: not any(os.path.exists("/proc/%d" % pid) for pid, _ in targets), 10):
        raise g.Exit(g.DENIED, "the incumbent is still there")
    return claim


g.terminate = until_gone

sys.exit(g.main(sys.argv[1:]))
