"""Wrong: a stale token lock is removed and created anew, without a kernel lock; an empty one is stale."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

import hashlib
import json


def enter(claim, text):
    name, _, identity = text.partition("=")
    path = os.path.join(g.lock_directory(), "%s-%s.lock" % (name, hashlib.sha256(identity.encode()).hexdigest()[:16]))
    os.makedirs(g.lock_directory(), exist_ok=True)
    record = g.read_record(path)
    if record and g.scope_in_use(record):
        raise g.Exit(g.REFUSED, "the scope %s is in use by pid %d" % (name, record["pid"]))
    g.remove(path)
    try:
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        raise g.Exit(g.REFUSED, "lost the race for the scope %s" % name)
    os.write(fd, json.dumps(claim.record).encode())
    claim.scopes.append(fd)


g.enter_scope = enter

sys.exit(g.main(sys.argv[1:]))
