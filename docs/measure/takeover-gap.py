#!/usr/bin/env python3
"""How long nobody is active when one instance takes over from another that has nothing to drain.

    docs/measure/takeover-gap.py [ROUNDS] [-- COMMAND...]

COMMAND is what starts an instance (default: ./gateway run); --replace is appended for the successor. The gap is measured
here, from the end of the old instance's witness connection to the line with which the new one says that it is active, on
one monotonic clock. Prints milliseconds. Standard library only.
"""
import os
import pathlib
import selectors
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Witness:
    """One listening port for one instance."""

    def __init__(self, selector):
        self.server = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.server.getsockname()[1]
        self.line = self.end = None
        self.selector = selector
        selector.register(self.server, selectors.EVENT_READ, self.accept)

    def accept(self):
        connection, _ = self.server.accept()
        self.selector.register(connection, selectors.EVENT_READ, lambda: self.read(connection))

    def read(self, connection):
        now = time.monotonic()
        if connection.recv(4096):
            self.line = self.line or now
        else:
            self.end = now
            self.selector.unregister(connection)
            connection.close()


def wait(selector, what, condition):
    deadline = time.monotonic() + 60
    while not condition():
        if time.monotonic() > deadline:
            sys.exit("gave up waiting until " + what)
        for key, _ in selector.select(1):
            key.data()


def main(arguments):
    command = arguments[arguments.index("--") + 1:] if "--" in arguments else [str(ROOT / "gateway"), "run"]
    rounds = int(arguments[0]) if arguments and arguments[0] != "--" else 15
    selector = selectors.DefaultSelector()
    processes, gaps, old = [], [], None
    with tempfile.TemporaryDirectory() as home:
        try:
            for n in range(rounds + 1):
                new = Witness(selector)
                environment = dict(os.environ, GATEWAY_HOME=home, GATEWAY_WITNESS=new.address, GATEWAY_STORM_LIMIT="0")
                processes.append(subprocess.Popen(command + ["--replace"], env=environment, stderr=subprocess.DEVNULL))
                wait(selector, "the new one is active", lambda: new.line and (old is None or old.end))
                if old is not None:
                    gaps.append((new.line - old.end) * 1000)
                    processes[-2].wait()
                old = new
        finally:
            for process in processes:
                process.terminate()
                process.wait()
    gaps.sort()
    print("takeover gap, %d rounds, ms: min %.1f median %.1f p90 %.1f max %.1f"
          % (len(gaps), gaps[0], statistics.median(gaps), gaps[int(len(gaps) * 0.9)], gaps[-1]))


if __name__ == "__main__":
    main(sys.argv[1:])
