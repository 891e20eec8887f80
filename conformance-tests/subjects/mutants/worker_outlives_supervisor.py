"""Wrong: a worker without the lock has the connection, and goes on with it when the one that has the lock is killed."""
from _base import g, main, os

import signal
import socket
import sys
import time

ALONE = 120  # seconds for which an orphan goes on
WATCHED = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD}

publish, serve, lost, Right = g.publish, g.serve, g.lost, g.Witness
claims, worker = [], []


def remembered(claim, argv):
    claims.append(claim)
    publish(claim, argv)


class Forked(Right):
    """The connection is another process's, which says the pid of its parent."""

    def open(self):
        parent, (heard, said) = os.getpid(), os.pipe()
        worker.append(os.fork())
        if worker[0] == 0:
            os.close(heard)
            work(parent, said)
        os.close(said)
        if not os.read(heard, 1):
            raise ConnectionError("the worker has no connection")
        os.close(heard)


def work(parent, said):
    code, orphaned, witness = g.IO, [], Right()

    def alone(claim):
        if os.getppid() != parent:
            orphaned.append(time.monotonic())
        return bool(orphaned) and time.monotonic() - orphaned[0] > ALONE

    try:
        for fd in (claims[0].lock, claims[0].directory, *claims[0].scopes):
            os.close(fd)
        address = os.environ.get("GATEWAY_WITNESS")
        if address:
            host, port = address.rsplit(":", 1)
            witness.socket = socket.create_connection((host, int(port)), 5)
            witness.socket.sendall(b'{"pid": %d}\n' % parent)
        os.write(said, b"y")
        os.close(said)
        g.lost = alone
        code = serve(claims[0], None)
        witness.close()
    finally:
        os._exit(code)


def supervise(claim, command):
    while True:
        info = signal.sigtimedwait(WATCHED, 0.2)
        done, status = os.waitpid(worker[0], os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code
        if info and info.si_signo != signal.SIGCHLD:
            os.kill(worker[0], info.si_signo)
        elif lost(claim):
            os.kill(worker[0], signal.SIGTERM)
            os.waitpid(worker[0], 0)
            return g.LOST


if "--" not in sys.argv:
    g.publish, g.serve, g.Witness = remembered, supervise, Forked

main()
