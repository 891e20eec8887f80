"""Wrong: a stopped incumbent gets SIGTERM, which waits, and no SIGCONT: it is killed in the end."""
from _base import g, main

send = g.signal.pidfd_send_signal


def sending(handle, number):
    if number != g.signal.SIGCONT:
        send(handle, number)


g.signal.pidfd_send_signal = sending

main()
