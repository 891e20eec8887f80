"""Wrong: a time that is no number ends in a stack trace."""
from _base import g, main


def seconds(args, name, usual):
    return float(args[args.index(name) + 1].rstrip("s")) if name in args else usual


g.seconds = seconds

main()
