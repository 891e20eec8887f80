"""Right, and unusual: it handles no signal, so that SIGTERM ends it at once and its record stays behind; a start is refused
at once, and a supervisor may try again; a replacement looks twice and sends plain kill(2)."""

import fcntl
import os
import signal
import socket
import sys
import time

HOME = os.environ["T_HOME"]
RECORD = os.path.join(HOME, "t.pid")
LOCK = os.path.join(HOME, "t.lock")


def taken(fd, seconds):
    end = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= end:
                return False
            time.sleep(0.02)


def owner():
    """Whom the record names, if that process has the lock file open: pid and start time."""
    try:
        with open(os.open(RECORD, os.O_RDONLY | os.O_NONBLOCK)) as f:
            pid = int(f.read(32))
        with open("/proc/%d/stat" % pid) as f:
            start = f.read().rsplit(")", 1)[1].split()[19]
        fds = "/proc/%d/fd" % pid
        if any(os.readlink(os.path.join(fds, fd)) == os.path.realpath(LOCK) for fd in os.listdir(fds)):
            return pid, start
    except (OSError, ValueError, IndexError):
        pass
    return None


def send(first, number):
    try:
        if owner() == first:
            os.kill(first[0], number)
    except ProcessLookupError:
        pass


def replaced(lock, first):
    if taken(lock, 0):
        return True
    if first is None or owner() != first:
        return taken(lock, 5)
    send(first, signal.SIGTERM)
    send(first, signal.SIGCONT)
    if taken(lock, 12):
        return True
    send(first, signal.SIGKILL)
    return taken(lock, 5)


def written(name):
    with open(name, "w") as f:
        f.write("%d\n" % os.getpid())
    return name


def main():
    os.makedirs(HOME, exist_ok=True)
    lock = os.open(LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    turn = None
    if "--replace" in sys.argv:
        first = owner()
        turn = os.open(os.path.join(HOME, "t.next"), os.O_RDWR | os.O_CREAT, 0o644)
        if not taken(turn, 0):
            sys.exit("somebody else is replacing it")
        record = written(RECORD + ".next")  # who cannot write it need not end anybody
        if not replaced(lock, first):
            sys.exit("it stays")
    elif not taken(lock, 0):
        sys.exit("already running")
    else:
        record = written(RECORD + "~")
    if not taken(os.open(HOME, os.O_RDONLY), 5):  # the lock file may be removed under an owner, the home cannot
        sys.exit("somebody else is running, whose lock file was removed")
    os.rename(record, RECORD)
    if turn is not None:
        os.close(turn)
    if os.environ.get("T_WITNESS"):
        host, port = os.environ["T_WITNESS"].split(":")
        witness = socket.create_connection((host, int(port)))
        witness.sendall(b'{"pid": %d}\n' % os.getpid())
    while True:
        signal.pause()


try:
    main()
except OSError as e:
    sys.exit("cannot start: %s" % e)
