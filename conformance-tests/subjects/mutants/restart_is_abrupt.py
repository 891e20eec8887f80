"""Wrong: a restart ends the process at once; its record stays."""
from _base import g, main, os

serve = g.serve


def abrupt(claim, command):
    code = serve(claim, command)
    if code == g.RESTART:
        os._exit(code)
    return code


g.serve = abrupt

main()
