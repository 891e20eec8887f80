"""Wrong: a start that is refused one token stays until it is told to go, with the token that it has."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

enter_scope, taken = g.enter_scope, []


def greedy(claim, scope):
    try:
        enter_scope(claim, scope)
    except g.Exit:
        for fd in claim.scopes:
            os.set_inheritable(fd, True)
        if os.fork() == 0:
            os.setsid()
            os.execvp("sleep", ["sleep", "60"])
        raise


g.enter_scope = greedy

sys.exit(g.main(sys.argv[1:]))
