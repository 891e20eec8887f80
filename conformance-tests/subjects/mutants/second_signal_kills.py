"""Wrong: the second SIGTERM ends it at once, without any clean-up."""
from _base import g, main, os

import signal

serve = g.serve


def impatient(claim, command):
    code = serve(claim, command)
    signal.signal(signal.SIGTERM, lambda number, frame: os._exit(130))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    return code


g.serve = impatient

main()
