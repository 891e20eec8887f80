"""Wrong: stop ends with 0 when its time is over, whether the owner has gone or not."""
from _base import g, main, os, patched

import signal

SECONDS = 4
stop = g.stop
wait_for = g.wait_for


def send(handle, number, send=signal.pidfd_send_signal):
    try:
        if number != signal.SIGCONT:
            send(handle, number)
    except PermissionError:
        pass


def foreign(home):
    """A live owner which is another user's."""
    record = g.owner_record(home)
    try:
        if record and g.describes_live(record) == "same":
            os.kill(record["pid"], 0)
    except PermissionError:
        return True
    except OSError:
        pass
    return False


def hopeful(home, more={}):
    g.signal = patched(signal, pidfd_send_signal=send)
    g.wait_for = lambda attempt, seconds: wait_for(attempt, min(seconds, SECONDS))
    try:
        return stop(home, more)
    except (g.Exit, PermissionError) as e:
        if not isinstance(e, g.Exit) or e.code not in (g.DENIED, g.FAILED):
            if not foreign(home):
                raise
            g.wait_for(lambda: not g.holders(home)[0], SECONDS)
        return 0


g.stop = hopeful

main()
