"""Right, and unusual: eight seconds of loading before the claim and two of warming up after it. A start that finds the lock
held does not wait a moment longer, but has loaded for nothing. Whom a replacement ends is read in the kernel's lock table;
status asks there and for the lock of the file (F_OFD_GETLK), takes nothing, and is quick."""

import fcntl
import os
import select
import signal
import socket
import stat
import struct
import sys
import time

LOADING, WARMING, REFUSED, TROUBLE = 8, 2, 17, 18
HOME = os.path.realpath(os.environ["MODEL_HOME"])
RECORD, LOCK, TURN = (os.path.join(HOME, "model." + end) for end in ("pid", "lock", "turn"))
FLOCK = "hhqqi4x"
WHOLE = struct.pack(FLOCK, fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)


def say(code, what):
    print("model: %s" % what, file=sys.stderr)
    return code


def flocked(fd):
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        return False


def opened(path):
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        raise OSError("%s is no plain file" % path)
    return fd


def claimed(home):
    """One attempt: flock on the home, a lock of the open file description on the file. Their descriptors are never closed."""
    if not flocked(home):
        return False
    fd = opened(LOCK)
    try:
        fcntl.fcntl(fd, fcntl.F_OFD_SETLK, WHOLE)
        if os.path.samestat(os.fstat(fd), os.lstat(LOCK)):
            return True
    except (BlockingIOError, PermissionError, FileNotFoundError):
        pass
    os.close(fd)
    fcntl.flock(home, fcntl.LOCK_UN)
    return False


def claimed_within(home, seconds):
    end = time.monotonic() + seconds
    while not claimed(home):
        if time.monotonic() >= end:
            return False
        time.sleep(0.05)
    return True


def holder():
    """Pid and start time of whom the kernel's table names for the home and who has it open; None if there is nobody."""
    try:
        inode = str(os.stat(HOME).st_ino)
    except OSError:
        return None
    for pid in [number for number in listed(inode) if int(number) > 1]:
        fds = "/proc/%s/fd" % pid
        try:
            if HOME in (os.readlink(os.path.join(fds, fd)) for fd in os.listdir(fds)):
                with open("/proc/%s/stat" % pid) as f:
                    return int(pid), f.read().rsplit(")", 1)[1].split()[19]
        except (OSError, IndexError):
            pass  # it has just ended, or is somebody else's
    return None


def listed(inode):
    """The pids that the kernel's table names for an inode."""
    with open("/proc/locks") as f:
        rows = [line.split() for line in f]
    return [r[4] for r in rows if r[1] == "FLOCK" and r[5].split(":")[-1] == inode]


def status():
    try:
        fd = os.open(LOCK, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
        kind = struct.unpack(FLOCK, fcntl.fcntl(fd, fcntl.F_OFD_GETLK, WHOLE))[0]
    except OSError:
        kind = fcntl.F_UNLCK
    # whoever belongs to another user is listed, and more cannot be seen of it
    up = kind != fcntl.F_UNLCK or os.path.isdir(HOME) and bool(listed(str(os.stat(HOME).st_ino)))
    print("the model is served" if up else "nobody serves the model")
    return 0 if up else 1


def signalled(first, number):
    try:
        handle = os.pidfd_open(first[0])
    except ProcessLookupError:
        return
    if holder() == first:  # pinned first: the number cannot go to somebody else any more
        try:
            signal.pidfd_send_signal(handle, number)
            signal.pidfd_send_signal(handle, signal.SIGCONT)
        except ProcessLookupError:
            pass
    os.close(handle)


def replaced(home, first):
    if claimed(home):
        return True
    if first is None or holder() != first:
        return False
    signalled(first, signal.SIGTERM)
    if claimed_within(home, 10):
        return True
    signalled(first, signal.SIGKILL)
    return claimed_within(home, 5)


def publish():
    temporary = RECORD + ".new"
    if os.path.lexists(temporary):
        os.unlink(temporary)
    with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as f:
        f.write("%d\n" % os.getpid())
    os.rename(temporary, RECORD)


def withdraw():
    try:
        with open(os.open(RECORD, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)) as f:
            mine = f.read(32) == "%d\n" % os.getpid()
        if mine:
            os.unlink(RECORD)
    except (OSError, ValueError):
        pass


def serve():
    witness, ended = None, signal.sigtimedwait(ENDING, WARMING)
    if ended is None or ended.si_signo not in ENDING:  # one that SIGCONT interrupts may return anything
        if os.environ.get("MODEL_WITNESS"):
            host, port = os.environ["MODEL_WITNESS"].rsplit(":", 1)
            witness = socket.create_connection((host, int(port)), 5)
            witness.sendall(b'{"pid": %d}\n' % os.getpid())
        ended = signal.sigwaitinfo(ENDING)
    if witness:
        witness.shutdown(socket.SHUT_WR)
        select.select([witness], [], [], 5)
    withdraw()
    return 1 if ended.si_signo == signal.SIGHUP else 0  # there is no other way to stop it than SIGTERM


def main(command):
    if command == "status":
        return status()
    first = holder() if command == "replace" else None  # whom it was asked to replace, before it takes its time
    time.sleep(LOADING)
    os.makedirs(HOME, mode=0o700, exist_ok=True)
    home = os.open(HOME, os.O_RDONLY | os.O_DIRECTORY)
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    if command == "replace":
        turn = opened(TURN)
        if not flocked(turn):
            return say(REFUSED, "another replacement is under way")
        if not replaced(home, first):
            return say(REFUSED, "not replaced: the lock stays held")
        publish()
        os.close(turn)
    elif claimed(home):
        publish()
    else:
        return say(REFUSED, "served already")
    return serve()


ENDING = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
try:
    sys.exit(main(sys.argv[1]))
except OSError as e:
    sys.exit(say(TROUBLE, e))
