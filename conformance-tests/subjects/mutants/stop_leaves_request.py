"""Wrong: a file without a name on it makes any signal a planned stop; it stays when the owner dies first, and is the next one's."""
from _base import g, main, os, patched

import signal
import sys

REQUEST = "stop-requested"
serve, stop, write_atomically = g.serve, g.stop, g.write_atomically


def requested(claim, command):
    heard = []

    def noting(numbers, seconds):
        info = signal.sigtimedwait(numbers, seconds)
        heard.append(info.si_signo if info else 0)
        return info

    g.signal = patched(signal, sigtimedwait=noting)
    code = serve(claim, command)
    path = os.path.join(claim.home, REQUEST)
    if heard[-1:] and heard[-1] in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP) and os.path.exists(path):
        g.remove(path)
        code = g.OK
    return code


def requesting(home, more={}):
    record = g.owner_record(home)
    if more or record is None or g.describes_live(record) == "elsewhere":
        return stop(home, more)
    g.write_atomically = lambda home, name, value: name == g.STOP_MARKER or write_atomically(home, name, value)
    g.signal = patched(signal, SIGTERM=signal.SIGINT)
    os.close(os.open(os.path.join(home, REQUEST), os.O_WRONLY | os.O_CREAT, 0o600))
    return stop(home, more)


g.serve, g.stop = requested, requesting

main()
