"""Wrong: a token whose record names a dead one is free, whoever has locked the file."""
from _base import g, main

enter_scope, try_flock = g.enter_scope, g.try_flock


def by_record(claim, text):
    name, _, identity = text.partition("=")
    digest = g.hashlib.sha256(identity.encode()).hexdigest()[:16]
    record = g.read_record(g.os.path.join(g.lock_directory(), "%s-%s.lock" % (name, digest)))
    if record and g.describes_live(record) == "dead":
        g.try_flock = lambda fd: try_flock(fd) or True
    enter_scope(claim, text)
    g.try_flock = try_flock


g.enter_scope = by_record

main()
