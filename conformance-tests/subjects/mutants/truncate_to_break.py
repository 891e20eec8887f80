"""Wrong: an unreadable record means that the lock file may be made anew."""
from _base import g, main, nobody_repairs, os

try_claim = g.try_claim


def breaking(home):
    path = os.path.join(home, g.LOCK)
    if os.path.exists(path) and g.read_record(path) is None and g.read_record(os.path.join(home, g.PID)) is None:
        os.rename(path, path + ".broken")
    return try_claim(home)


g.try_claim = breaking

nobody_repairs()

main()
