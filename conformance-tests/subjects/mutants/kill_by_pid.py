"""Wrong: the signal goes to a pid that was checked a moment ago, not to a pinned process."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

import signal


def send(handle, number):
    os.kill(handle[0], number)


def check_then_open(pid):
    return (pid,)


g.os = type("Os", (), {name: getattr(os, name) for name in dir(os)})
g.os.pidfd_open = staticmethod(check_then_open)
g.signal = type("Signals", (), {name: getattr(signal, name) for name in dir(signal)})
g.signal.pidfd_send_signal = staticmethod(send)

sys.exit(g.main(sys.argv[1:]))
