"""Wrong: a start that is refused has opened the lock file for writing anew, and with that emptied the owner's copy."""
from _base import g, main, os

run = g.run


def wiping(home, *arguments):
    try:
        return run(home, *arguments)
    except g.Exit as e:
        if e.code == g.REFUSED:
            open(os.path.join(home, g.LOCK), "w").close()
        raise


g.run = wiping

main()
