"""Wrong: a replacement begins to count from one."""
from _base import g, main

publish, claim_by_replacing, replacing = g.publish, g.claim_by_replacing, []


def asked(home):
    replacing.append(home)
    return claim_by_replacing(home)


def anew(claim, argv):
    if replacing:
        g.generation_of = lambda record: 0
    publish(claim, argv)


g.claim_by_replacing, g.publish = asked, anew

main()
