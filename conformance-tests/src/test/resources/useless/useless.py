"""Subjects that do nothing useful: what passes with one of these has shown nothing."""
import os
import signal
import socket
import sys

kind, words = sys.argv[1], sys.argv[2:]


def work():
    host, port = os.environ["GATEWAY_WITNESS"].rsplit(":", 1)
    s = socket.create_connection((host, int(port)))
    s.sendall(b'{"pid": %d}\n' % os.getpid())
    signal.pause()


if words[0] == "status":
    sys.exit({"yes": 0, "no": 3}.get(os.environ.get("SAYS", ""), 3))
if words[0] == "stop":
    sys.exit(0)
if kind == "refuser":  # nobody ever runs
    sys.stderr.write("another instance is running\n")
    sys.exit(69)
if kind == "anarchist":  # everybody runs
    work()
if kind == "silent":  # nobody ever says anything
    signal.pause()
