"""Wrong: the refusal of a token says the token."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

enter_scope = g.enter_scope


def chatty(claim, scope):
    try:
        enter_scope(claim, scope)
    except g.Exit as e:
        raise g.Exit(e.code, "%s (%s)" % (e, scope))


g.enter_scope = chatty

sys.exit(g.main(sys.argv[1:]))
