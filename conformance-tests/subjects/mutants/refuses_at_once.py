"""Wrong: a start that meets a held lock never waits."""
from _base import g, main

def impatient(home):
    claim = g.try_claim(home)
    if claim is None:
        raise g.Exit(g.REFUSED, g.refusal(home))
    return claim


g.claim_or_refuse = impatient

main()
