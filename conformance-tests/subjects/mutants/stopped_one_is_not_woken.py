"""Wrong: a stopped incumbent gets SIGTERM, which waits, and no SIGCONT: it is killed in the end."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

send = g.signal.pidfd_send_signal


def sending(handle, number):
    if number != g.signal.SIGCONT:
        send(handle, number)


g.signal.pidfd_send_signal = sending

sys.exit(g.main(sys.argv[1:]))
