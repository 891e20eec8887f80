"""Wrong: who waits for the lock writes so into the file that the path names."""
from _base import g, main, os

try_claim = g.try_claim


def noting(home):
    claim = try_claim(home)
    if claim is None:
        with open(os.path.join(home, g.LOCK), "w") as f:
            f.write("pid %d waits" % os.getpid())
    return claim


g.try_claim = noting

main()
