#!/usr/bin/env python3
"""A gateway that runs exactly once per home and always comes back after a crash. Standard library only."""
import fcntl
import json
import os
import signal
import socket
import sys
import threading
import time

PATIENCE = 5  # seconds for which a start waits: an owner that is leaving, or dying, gives up its lock by then
CLEANING = 2  # seconds for which the end waits for a disk that hangs


def lock(fd, deadline):
    while True:
        try:
            return fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                sys.exit("refused: another instance holds %s" % os.environ["GATEWAY_HOME"])
            time.sleep(0.02)


def claim(home):
    """Locks the home itself, then the lock file in it. Nothing on disk decides, only the kernel's locks do."""
    os.makedirs(home, mode=0o700, exist_ok=True)
    deadline = time.monotonic() + PATIENCE
    directory = os.open(home, os.O_RDONLY)
    lock(directory, deadline)  # deleting the lock file under a live owner lets nobody in
    path = os.path.join(home, "gateway.lock")
    flags = os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    try:
        fd = os.open(path, flags)
    except FileNotFoundError:
        fd = os.open(path, flags | os.O_CREAT | os.O_EXCL, 0o600)
    lock(fd, deadline)
    mine, named = os.fstat(fd), os.stat(path, follow_symlinks=False)
    if (mine.st_dev, mine.st_ino) != (named.st_dev, named.st_ino) or mine.st_nlink != 1:
        sys.exit("refused: %s was exchanged while it was being locked" % path)
    return directory, fd  # the locks last for as long as these stay open


def publish(home):
    """The record is for people and tools; it is replaced as a whole and never consulted for the claim."""
    temporary = os.path.join(home, ".gateway.pid.%d" % os.getpid())
    fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(fd, "w") as f:
        json.dump({"pid": os.getpid()}, f)
    os.rename(temporary, os.path.join(home, "gateway.pid"))


def withdraw(home):
    """Removes the record, but only its own: somebody else may have written another one."""
    path = os.path.join(home, "gateway.pid")
    try:
        with open(path) as f:
            if json.load(f) == {"pid": os.getpid()}:
                os.unlink(path)
    except (OSError, ValueError):
        pass


def connect():
    """The witness: the first outside effect after the claim, open for as long as this instance is active."""
    host, port = os.environ["GATEWAY_WITNESS"].rsplit(":", 1)
    witness = socket.create_connection((host, int(port)), 5)
    witness.sendall(b'{"pid": %d}\n' % os.getpid())
    return witness


def disconnect(witness):
    """Says that it leaves and waits for the answer, at most five seconds; only then are the locks given up."""
    witness.shutdown(socket.SHUT_WR)
    witness.settimeout(5)
    try:
        witness.recv(1)
    except OSError:
        pass


def main():
    ending = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
    signal.pthread_sigmask(signal.SIG_BLOCK, ending)
    home = os.path.realpath(os.environ["GATEWAY_HOME"])
    locks = claim(home)
    publish(home)
    witness = connect() if os.environ.get("GATEWAY_WITNESS") else None
    # here the adapters start and the work is done; this one waits until it is told to go
    number = signal.sigwait(ending)
    if witness:
        disconnect(witness)
    cleaning = threading.Thread(target=withdraw, args=(home,), daemon=True)
    cleaning.start()
    cleaning.join(CLEANING)
    for fd in locks:
        os.close(fd)  # now, whatever may hold up the end of the process
    sys.exit(0 if number == signal.SIGINT else 1)  # an unplanned signal is a failure: a supervisor starts it again


if __name__ == "__main__":
    try:
        main()
    except OSError as e:
        sys.exit("cannot start: %s" % e)
