"""Wrong: what is no lock file, a link for instance, is refused with 78 and tidied away."""
from _base import g, main, os

open_lock_file = g.open_lock_file


def opened(path):
    try:
        return open_lock_file(path)
    except g.Exit:
        if not os.path.isdir(path):
            g.remove(path)
        raise


g.open_lock_file = opened

main()
