"""Wrong: the token itself is written into the record of its lock."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

enter = g.enter_scope


def leak(claim, text):
    claim.record["metadata"] = {"token": text}
    enter(claim, text)


g.enter_scope = leak

sys.exit(g.main(sys.argv[1:]))
