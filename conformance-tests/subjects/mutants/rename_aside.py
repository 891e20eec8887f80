"""Wrong: a dead record is renamed aside, and the lock is a fresh file that is linked into place."""
from _base import g, main, os

import time


def try_claim(home):
    path = os.path.join(home, g.LOCK)
    record = g.read_record(path)
    if record is not None and g.describes_live(record) == "same":
        return None
    if os.path.exists(path):
        time.sleep(0.2)  # the step between judging and moving
        try:
            os.rename(path, "%s.%d" % (path, os.getpid()))
        except OSError:
            pass
    mine = path + ".mine.%d" % os.getpid()
    fd = os.open(mine, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.link(mine, path)
    except FileExistsError:
        os.close(fd)
        return None
    finally:
        g.remove(mine)
    return g.Claim(home, os.open(home, os.O_RDONLY), fd)


g.try_claim = try_claim

main()
