"""Wrong: a state file that is no JSON object is an error that ends the start."""
from _base import g, main, os

publish = g.publish


def strict(claim, argv):
    path = os.path.join(claim.home, g.STATE)
    if os.path.isfile(path) and not isinstance(g.read_json(path), dict):
        raise g.Exit(g.CONFIG, "%s is broken; remove it" % path)
    publish(claim, argv)


g.publish = strict

main()
