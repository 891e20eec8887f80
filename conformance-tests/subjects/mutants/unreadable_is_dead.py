"""Wrong: a record that cannot be opened, for want of descriptors too, has a dead owner, and its lock is broken; nobody repairs it."""
from _base import break_if, g, main, os

def unreadable(home):
    try:
        os.close(os.open(os.path.join(home, g.PID), os.O_RDONLY))
        return False
    except FileNotFoundError:
        return False
    except OSError:
        return True


try_claim = g.try_claim
break_if(unreadable)
forcing = g.try_claim


def starving(home):
    try:
        return forcing(home)
    except OSError:
        return g.Claim(home, os.open(home, os.O_RDONLY), os.open(home, os.O_RDONLY))


g.try_claim, g.publish = starving, lambda claim, argv, publish=g.publish: publish(claim, argv)

main()
