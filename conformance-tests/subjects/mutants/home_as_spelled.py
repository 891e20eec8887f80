"""Wrong: the lock lies beside the home, under a name that is made of the path as it was spelled; two spellings are two locks."""
from _base import g, main, os

import hashlib

try_flock, try_claim = g.try_flock, g.try_claim
SPELLED = os.environ.get("GATEWAY_HOME", "")
FOLDER = os.path.join(os.path.dirname(os.path.realpath(SPELLED.strip() or ".")), "tmp-locks")


def claim_beside(home):
    if not os.path.isdir(FOLDER):
        os.makedirs(FOLDER, exist_ok=True)
        os.chmod(FOLDER, 0o1777)
    return try_claim(home)


def free(home):
    fd = g.open_lock_file(g.LOCK)
    try:
        return try_flock(fd)
    finally:
        os.close(fd)


g.LOCK = os.path.join(FOLDER, hashlib.sha256(SPELLED.encode("utf-8", "surrogateescape")).hexdigest()[:16] + ".lock")
g.try_flock = lambda fd: os.path.isdir("/proc/self/fd/%d" % fd) or try_flock(fd)
g.try_claim, g.free = claim_beside, free

main()
