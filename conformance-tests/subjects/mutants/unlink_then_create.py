"""Wrong: a dead record is unlinked and the file created exclusively, without any lock."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

class Free(g.Claim):
    pass


def try_claim(home):
    path = os.path.join(home, g.LOCK)
    record = g.read_record(path)
    if record is None or g.describes_live(record) == "dead":
        g.remove(path)
    try:
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        return None
    return Free(home, os.open(home, os.O_RDONLY), fd)


g.try_claim = try_claim

sys.exit(g.main(sys.argv[1:]))
