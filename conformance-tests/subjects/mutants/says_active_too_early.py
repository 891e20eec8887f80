"""Wrong: the line that says that it is active comes before the claim."""
from _base import g, main, os

claim_or_refuse = g.claim_or_refuse


def early(home):
    g.say("gateway active pid=%d home=%s generation=1" % (os.getpid(), home))
    return claim_or_refuse(home)


g.claim_or_refuse = early

main()
