"""Wrong: the line that says that it is active comes before the claim."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

claim_or_refuse = g.claim_or_refuse


def early(home):
    g.say("gateway active pid=%d home=%s generation=1" % (os.getpid(), home))
    return claim_or_refuse(home)


g.claim_or_refuse = early

sys.exit(g.main(sys.argv[1:]))
