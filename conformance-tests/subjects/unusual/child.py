"""Right, and unusual: a parent that holds the lock and writes a bare number, and a child that does the work."""

import ctypes
import fcntl
import os
import signal
import socket
import stat
import sys
import time

HOME = os.path.realpath(os.environ["DAEMON_HOME"])


def lock():
    """The directory, and a file in it: whoever deletes the file has still not got the directory."""
    folder = os.open(HOME, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    end = time.monotonic() + 4
    while True:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if time.monotonic() > end:
                return None
            time.sleep(0.02)
    flags = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    path = os.path.join(HOME, "daemon.lock")
    while True:
        try:
            fd = os.open(path, flags | os.O_CREAT, 0o600)
        except OSError as e:
            print("cannot open %s: %s" % (path, e.strerror))
            return None
        about = os.fstat(fd)
        if not stat.S_ISREG(about.st_mode) or about.st_nlink != 1:
            print("%s is not a plain file" % path)
            return None
        os.fchmod(fd, 0o600)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            now = os.stat(path, follow_symlinks=False)
            if (now.st_dev, now.st_ino) == (about.st_dev, about.st_ino):
                return folder, fd
        except (BlockingIOError, FileNotFoundError):
            pass
        os.close(fd)
        if time.monotonic() > end:
            return None
        time.sleep(0.02)


def publish():
    temp = os.path.join(HOME, ".daemon.pid.%d" % os.getpid())
    try:
        os.unlink(temp)
    except FileNotFoundError:
        pass
    fd = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.write(fd, b"%d\n" % os.getpid())
    os.fsync(fd)
    os.close(fd)
    os.rename(temp, os.path.join(HOME, "daemon.pid"))


def work(parent):
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # never without the parent that has the lock
    if os.getppid() != parent:
        os._exit(1)
    host, port = os.environ["DAEMON_WITNESS"].rsplit(":", 1)
    witness = socket.create_connection((host, int(port)), 5)
    witness.sendall(b'{"pid": %d}\n' % os.getpid())
    number = signal.sigwait({signal.SIGTERM, signal.SIGINT, signal.SIGHUP})
    witness.shutdown(socket.SHUT_WR)
    witness.settimeout(5)
    try:
        witness.recv(1)
    except OSError:
        pass
    os._exit(0 if number == signal.SIGINT else 1)


def main():
    os.makedirs(HOME, mode=0o700, exist_ok=True)
    held = lock()
    if held is None:
        print("not now: %s is taken" % HOME, file=sys.stderr)
        return 3
    watched = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD}
    signal.pthread_sigmask(signal.SIG_BLOCK, watched)
    try:
        publish()
    except OSError as e:
        print("cannot write the record: %s" % e.strerror, file=sys.stderr)
        return 3
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        work(parent)
    while True:
        number = signal.sigwait(watched)
        if number == signal.SIGCHLD:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                break
        else:
            os.kill(child, number)
            os.kill(child, signal.SIGCONT)
    try:
        with open(os.path.join(HOME, "daemon.pid")) as f:
            mine = f.read().strip() == str(os.getpid())
        if mine:
            os.unlink(os.path.join(HOME, "daemon.pid"))
    except OSError:
        pass
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except PermissionError as e:
        print("not permitted: %s" % e, file=sys.stderr)
        sys.exit(3)
