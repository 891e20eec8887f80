"""Right, and unusual: an fcntl lock, whose holder the kernel names by itself (F_GETLK); whoever wants it to go writes its pid
into a file that it watches, and only who does not listen is killed. Its files lie in a folder of the home."""

import fcntl
import json
import os
import signal
import socket
import struct
import sys
import time

FLOCK = "hhqqi4x"
HOME = os.path.realpath(os.environ["R_HOME"])
REQUEST, LOCK, RECORD = (os.path.join(HOME, "var", name) for name in ("please-leave", "one", "owner.json"))


def holder(fd):
    """The pid of the process that has the lock, 0 if it is out of sight, None if nobody has it."""
    asked = struct.pack(FLOCK, fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
    kind, _, _, _, pid = struct.unpack(FLOCK, fcntl.fcntl(fd, fcntl.F_GETLK, asked))
    return None if kind == fcntl.F_UNLCK else pid


def taken(fd, seconds):
    end = time.monotonic() + seconds
    while True:
        try:
            fcntl.lockf(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except (BlockingIOError, PermissionError):
            if time.monotonic() >= end:
                return False
            time.sleep(0.05)


def alone(seconds):
    """The home itself is locked, too: whoever removes the lock file under a live owner does not make room for another."""
    home, end = os.open(HOME, os.O_RDONLY), time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(home, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= end:
                return False
            time.sleep(0.05)


def ask(pid):
    with open(REQUEST, "w") as f:
        f.write(str(pid))


def requested():
    try:
        with open(REQUEST) as f:
            return f.read() == str(os.getpid())
    except OSError:
        return False


def look(command):
    try:
        fd = os.open(LOCK, os.O_RDWR)
    except FileNotFoundError:
        return 1 if command == "status" else 0
    except OSError as e:
        print(e)
        return 4
    pid = holder(fd)
    if command == "status":
        print("held by", pid)
        return 1 if pid is None else 0
    if pid is not None:
        ask(pid)
    end = time.monotonic() + 30
    while pid is not None and holder(fd) == pid:
        if time.monotonic() >= end:
            return 1
        time.sleep(0.1)
    return 0


def replaced(fd, turn):
    first = holder(fd)
    if first is None:
        return taken(fd, 5)
    if not taken(turn, 0):
        sys.exit("another replacement is under way")
    if holder(fd) == first:
        ask(first)
        if taken(fd, 10):
            return True
        if holder(fd) == first and first > 1:
            os.kill(first, signal.SIGKILL)
    return taken(fd, 5)


def publish():
    with open(RECORD + ".new", "w") as f:
        json.dump({"service": {"name": "x"}, "pid": os.getpid(), "argv": sys.argv}, f, indent=2)
    os.rename(RECORD + ".new", RECORD)
    if os.path.lexists(REQUEST):
        os.unlink(REQUEST)


def withdraw():
    try:
        with open(RECORD) as f:
            if json.load(f)["pid"] == os.getpid():
                os.unlink(RECORD)
    except (OSError, ValueError, KeyError, TypeError):
        pass


def work():
    codes = []
    signal.signal(signal.SIGTERM, lambda number, frame: codes.append(1))
    signal.signal(signal.SIGINT, lambda number, frame: codes.append(0))
    witness = None
    if os.environ.get("R_WITNESS"):
        host, port = os.environ["R_WITNESS"].split(":")
        witness = socket.create_connection((host, int(port)), 5)
        witness.sendall(json.dumps({"pid": os.getpid()}).encode() + b"\n")
    while not codes:
        time.sleep(0.1)
        if requested():
            codes.append(0)
    if witness:
        witness.shutdown(socket.SHUT_WR)
        witness.settimeout(5)
        try:
            witness.recv(1)
        except OSError:
            pass
    withdraw()
    return codes[0]


def main(command):
    if command in ("status", "stop"):
        return look(command)
    os.makedirs(os.path.dirname(LOCK), exist_ok=True)
    fd = os.open(LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    turn = os.open(LOCK + ".turn", os.O_RDWR | os.O_CREAT, 0o600)
    if not (replaced(fd, turn) if command == "replace" else taken(fd, 10)):
        sys.exit("held by %s" % holder(fd))
    if not alone(5):
        sys.exit("held by somebody whose lock file was removed")
    publish()
    os.close(turn)
    return work()


try:
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "run"))
except OSError as e:
    sys.exit("cannot do that: %s" % e)
