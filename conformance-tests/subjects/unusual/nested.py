"""Right, and unusual: its lock file lies two folders deep and its record one, neither of which is there before the first
start. Whether the lock is free is all that decides; who wants it to go sends SIGUSR1, since SIGTERM is an accident to it."""

import fcntl
import json
import os
import select
import signal
import socket
import stat
import sys
import time

HOME = os.path.realpath(os.environ["TREE"])
STATE = os.path.join(HOME, "state")
RECORD = os.path.join(STATE, "gateway.pid.json")
LOCK = os.path.join(STATE, "locks", "gateway.lock")
PLANNED, OTHER = {signal.SIGUSR1, signal.SIGINT}, {signal.SIGTERM, signal.SIGHUP}


def locked(fd, how, deadline):
    while True:
        try:
            fcntl.flock(fd, how | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.02)


def claim(deadline):
    """The home first, which nobody can delete under its owner, then the file; None when somebody else has one of them."""
    os.makedirs(HOME, mode=0o700, exist_ok=True)
    home = os.open(HOME, os.O_RDONLY | os.O_DIRECTORY)
    if not locked(home, fcntl.LOCK_EX, deadline):
        return None
    while True:
        os.makedirs(os.path.dirname(LOCK), mode=0o700, exist_ok=True)
        fd = os.open(LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
        mine = os.fstat(fd)
        if not stat.S_ISREG(mine.st_mode) or mine.st_nlink != 1:
            raise OSError("%s is no file of its own" % LOCK)
        if not locked(fd, fcntl.LOCK_EX, deadline):
            return None
        try:
            if os.path.samestat(mine, os.lstat(LOCK)):
                return home, fd
        except FileNotFoundError:
            pass
        os.close(fd)  # that one has lost its name meanwhile


def started(pid):
    try:
        with open("/proc/%d/stat" % pid) as f:
            return int(f.read().rsplit(")", 1)[1].split()[19])
    except (OSError, IndexError, ValueError):
        return None


def recorded():
    """Pid and start time, if the record has them."""
    try:
        with open(os.open(RECORD, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)) as f:
            record = json.loads(f.read(4096))
        if type(record["pid"]) is int and type(record["started"]) is int and record["pid"] > 1:
            return record["pid"], record["started"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    return None


def publish():
    temporary = "%s.%d" % (RECORD, os.getpid())
    if os.path.lexists(temporary):
        os.unlink(temporary)
    fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(fd, "w") as f:
            json.dump({"pid": os.getpid(), "started": started(os.getpid())}, f)
        os.rename(temporary, RECORD)
    except OSError:
        os.unlink(temporary)
        raise


def run():
    locks = claim(time.monotonic() + 7)
    if locks is None:
        sys.exit("nested: %s is in use" % HOME)
    signal.pthread_sigmask(signal.SIG_BLOCK, PLANNED | OTHER)
    publish()
    witness = None
    if os.environ.get("TREE_WITNESS"):
        host, port = os.environ["TREE_WITNESS"].rsplit(":", 1)
        witness = socket.create_connection((host, int(port)), 5)
        witness.sendall(b'{"pid": %d}\n' % os.getpid())
    number = signal.sigwait(PLANNED | OTHER)
    if witness:
        witness.shutdown(socket.SHUT_WR)
        select.select([witness], [], [], 5)
    if recorded() == (os.getpid(), started(os.getpid())):
        os.unlink(RECORD)
    return 0 if number in PLANNED else 1


def free():
    try:
        home = os.open(HOME, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return True
    try:
        return locked(home, fcntl.LOCK_SH, 0)
    finally:
        os.close(home)


def stop():
    deadline, told = time.monotonic() + 30, None
    while not free():
        owner = recorded()
        if owner is not None and owner != told:
            try:
                handle = os.pidfd_open(owner[0])
                # pinned first, looked at afterwards: what has the number now keeps it until the signal is sent
                if started(owner[0]) == owner[1]:
                    signal.pidfd_send_signal(handle, signal.SIGUSR1)
                    signal.pidfd_send_signal(handle, signal.SIGCONT)
                    told = owner
                os.close(handle)
            except ProcessLookupError:
                pass
        if time.monotonic() > deadline:
            sys.exit("nested: it does not end")
        time.sleep(0.05)
    return 0


try:
    sys.exit(stop() if sys.argv[1:] == ["stop"] else run())
except OSError as e:
    sys.exit("nested: %s" % e)
