"""Wrong: a start that is refused one token stays until it is told to go, with the token that it has."""
from _base import g, main, os

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

main()
