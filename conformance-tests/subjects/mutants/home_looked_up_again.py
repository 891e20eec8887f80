"""Wrong: the home is looked up again when the instance leaves."""
from _base import g, main, os

release = g.release


def looking_again(claim):
    claim.home = os.environ["GATEWAY_HOME"]
    release(claim)


g.release = looking_again

main()
