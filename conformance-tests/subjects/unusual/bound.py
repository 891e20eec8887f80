"""Right, and unusual: a launcher takes the lock, and a worker that inherits it does the work and signs the record. The kernel
tells the worker when its launcher dies (SIGTERM, and the end of a pipe); it then says goodbye before the lock is free."""

import ctypes
import fcntl
import json
import os
import select
import signal
import socket
import sys
import time

HOME = os.path.realpath(os.environ["PAIR_HOME"])
RECORD, LOCK, TURN, PLANNED = (os.path.join(HOME, "pair." + end) for end in ("json", "lock", "turn", "planned"))
REFUSED, FAILED = 3, 4
ENDING = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}


def refuse(why):
    print("pair: %s" % why, file=sys.stderr)
    sys.exit(REFUSED)


def locked(fd, how, seconds):
    end = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(fd, how | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= end:
                return False
            time.sleep(0.02)


def opened(path):
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)


def claim(home, seconds):
    """The home itself, then the file by which others see it; what lost its name while it was waited for is no lock."""
    end = time.monotonic() + seconds
    if not locked(home, fcntl.LOCK_EX, seconds):
        return False
    while True:
        fd = opened(LOCK)
        if not locked(fd, fcntl.LOCK_EX, end - time.monotonic()):
            os.close(fd)
            fcntl.flock(home, fcntl.LOCK_UN)
            return False
        try:
            if os.path.samestat(os.fstat(fd), os.lstat(LOCK)):
                return True  # the descriptor stays open, here and in the worker
        except FileNotFoundError:
            pass
        os.close(fd)


def started(pid):
    try:
        with open("/proc/%d/stat" % pid) as f:
            return int(f.read().rsplit(")", 1)[1].split()[19])
    except (OSError, IndexError, ValueError):
        return None


def recorded():
    try:
        with open(os.open(RECORD, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)) as f:
            record = json.loads(f.read(4096))
        keys = ("pid", "started", "launcher", "launched")
        return record if all(type(record[k]) is int and record[k] > 1 for k in keys) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def pinned(pid, start):
    """A handle of that very process, if it lives and has this home open, as the holder of its lock must have."""
    try:
        handle = os.pidfd_open(pid)
        fds = "/proc/%d/fd" % pid
        if started(pid) == start and HOME in (os.readlink(os.path.join(fds, fd)) for fd in os.listdir(fds)):
            return handle
        os.close(handle)
    except OSError:
        pass
    return None


def tell(handle, *numbers):
    for number in numbers if handle is not None else ():
        try:
            signal.pidfd_send_signal(handle, number)
        except ProcessLookupError:
            pass


def ask(record):
    """Asks the recorded worker to go, as planned; wakes its launcher, which might be stopped. Both handles."""
    worker, launcher = pinned(record["pid"], record["started"]), pinned(record["launcher"], record["launched"])
    if worker is not None:
        try:
            with open(PLANNED + ".new", "w") as f:
                f.write("%d %d" % (record["pid"], record["started"]))
            os.rename(PLANNED + ".new", PLANNED)
        except OSError as e:
            print("pair: it will not know that this is planned: %s" % e, file=sys.stderr)
        tell(worker, signal.SIGTERM, signal.SIGCONT)
    tell(launcher, signal.SIGCONT)
    return worker, launcher


def planned():
    try:
        with open(PLANNED) as f:
            mine = f.read() == "%d %d" % (os.getpid(), started(os.getpid()))
        if mine:
            os.unlink(PLANNED)
        return mine
    except (OSError, ValueError):
        return False


def replace(home):
    first = recorded()
    turn = opened(TURN)
    if not locked(turn, fcntl.LOCK_EX, 0):
        refuse("another replacement is under way")
    if claim(home, 0):
        return turn
    if first is None or recorded() != first:
        if not claim(home, 5):
            refuse("it is not the one any more that was to be replaced")
        return turn
    worker, launcher = ask(first)
    if claim(home, 10):
        return turn
    for handle in (worker, launcher):  # without its worker the launcher ends by itself, if it can
        tell(handle, signal.SIGKILL)
        if handle is not None and claim(home, 3):
            return turn
    refuse("the one that runs does not go")


def ended(alive):
    """Whether the other end of the pipe is closed: nobody ever writes to it."""
    return bool(select.select([alive], [], [], 0)[0])


def work(launcher, alive):
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG; the pipe tells too, should it have died before
    me = {"pid": os.getpid(), "started": started(os.getpid()), "launcher": launcher, "launched": started(launcher)}
    fd = os.open(RECORD + ".new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with open(fd, "w") as f:
        json.dump(me, f)
    os.rename(RECORD + ".new", RECORD)
    witness = None
    if os.environ.get("PAIR_WITNESS") and not ended(alive):
        host, port = os.environ["PAIR_WITNESS"].rsplit(":", 1)
        witness = socket.create_connection((host, int(port)), 5)
        witness.sendall(b'{"pid": %d}\n' % os.getpid())
    number = None
    while number is None and not ended(alive):
        got = signal.sigtimedwait(ENDING, 0.1)
        number = got.si_signo if got and got.si_signo in ENDING else None  # one that SIGCONT interrupts may return anything
    code = 0 if number == signal.SIGINT or planned() else 1
    if witness:
        witness.shutdown(socket.SHUT_WR)
        select.select([witness], [], [], 5)
    if recorded() == me:
        os.unlink(RECORD)
    return code


def run(home, turn):
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING | {signal.SIGCHLD})
    me, (alive, mine) = os.getpid(), os.pipe()
    child = os.fork()
    if child == 0:
        os.close(mine)
        if turn is not None:
            os.close(turn)
        return work(me, alive)
    os.close(alive)
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)
        if turn is not None and (recorded() or {}).get("pid") == child:
            turn = os.close(turn)
        got = signal.sigtimedwait(ENDING | {signal.SIGCHLD}, 60 if turn is None else 0.05)
        if got and got.si_signo in ENDING:
            os.kill(child, got.si_signo)  # not reaped yet, so that the number is still its own
            os.kill(child, signal.SIGCONT)


def stop():
    if not os.path.isdir(HOME):
        return 0
    home, end, told = os.open(HOME, os.O_RDONLY), time.monotonic() + 30, None
    while not locked(home, fcntl.LOCK_SH, 0):
        record = recorded()
        if record is not None and record != told:
            ask(record)
            told = record
        if time.monotonic() > end:
            return 1
        time.sleep(0.1)
    return 0


def main(command):
    if command == "stop":
        return stop()
    os.makedirs(HOME, mode=0o700, exist_ok=True)
    home, turn = os.open(HOME, os.O_RDONLY | os.O_DIRECTORY), None
    if command == "replace":
        turn = replace(home)
    elif not claim(home, 8):
        refuse("%s is taken" % HOME)
    return run(home, turn)


try:
    sys.exit(main(sys.argv[1]))
except OSError as e:
    print("pair: %s" % e, file=sys.stderr)
    sys.exit(FAILED)
