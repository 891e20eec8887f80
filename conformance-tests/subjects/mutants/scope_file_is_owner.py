"""Wrong: the existence of a token's lock file is taken for an owner."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

enter = g.enter_scope


def exists(claim, text):
    import hashlib
    name, _, identity = text.partition("=")
    if os.path.exists(os.path.join(g.lock_directory(), "%s-%s.lock" % (name, hashlib.sha256(identity.encode()).hexdigest()[:16]))):
        raise g.Exit(g.REFUSED, "the scope %s is in use" % name)
    enter(claim, text)


g.enter_scope = exists

sys.exit(g.main(sys.argv[1:]))
