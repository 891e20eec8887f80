"""Wrong: the exit hook removes the record whomever it names."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

release = g.release


def blind(claim):
    g.remove(os.path.join(claim.home, g.PID))
    release(claim)


g.release = blind

sys.exit(g.main(sys.argv[1:]))
