"""Right, and unusual: no file at all. An abstract socket named after the home is the lock; it is gone with its process."""

import hashlib
import os
import select
import signal
import socket
import sys
import time

HOME = os.path.realpath(os.environ["SERVICE_HOME"])


def address(purpose):
    return "\0service-%s-%s" % (purpose, hashlib.sha256(os.fsencode(HOME)).hexdigest()[:32])


def bound(purpose, seconds):
    end = time.monotonic() + seconds
    while True:
        s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            s.bind(address(purpose))
            s.listen(64)
            return s
        except OSError:
            s.close()
        if time.monotonic() > end:
            return None
        time.sleep(0.02)


def ask(word):
    """Says a word to the one that runs; its pid and start time come from the kernel. None when nobody listens."""
    s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        s.settimeout(2)
        s.connect(address("lock"))
        pid = int.from_bytes(s.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)[:4], sys.byteorder)
        handle = os.pidfd_open(pid)
        with open("/proc/%d/stat" % pid) as f:
            started = f.read().rsplit(")", 1)[1].split()[19]
        s.sendall(word)
        return pid, started, handle
    except OSError:
        return None
    finally:
        s.close()


def leaving():
    """Asks whether the one that runs is on its way out: it says so, or is gone before it could."""
    s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        s.settimeout(0.5)
        s.connect(address("lock"))
        s.sendall(b"?")
        return s.recv(1) != b"W"
    except ConnectionError:
        return True
    except OSError:
        return False
    finally:
        s.close()


def claim_or_refuse():
    end = time.monotonic() + 10
    while True:
        lock = bound("lock", 0)
        if lock or time.monotonic() > end or not leaving():
            return lock
        time.sleep(0.05)


def claim_by_replacing():
    before = ask(b".")
    queue = bound("queue", 20)
    if queue is None:
        return None
    lock = bound("lock", 0)
    if lock:
        return lock
    now = ask(b".")
    if now is not None and before is not None and now[:2] != before[:2]:
        return None  # somebody else has replaced it meanwhile
    if now is not None:
        ask(b"replace")
    lock = bound("lock", 8)
    if lock is None and now is not None:
        signal.pidfd_send_signal(now[2], signal.SIGKILL)
        lock = bound("lock", 2)
    return lock


def run(lock):
    witness = None
    if os.environ.get("SERVICE_WITNESS"):
        host, port = os.environ["SERVICE_WITNESS"].rsplit(":", 1)
        witness = socket.create_connection((host, int(port)), 5)
        witness.sendall(b'{"pid": %d}\n' % os.getpid())
    heard = []
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda n, frame: heard.append(n))
    code = None
    while code is None:
        readable = select.select([lock], [], [], 0.2)[0]
        if heard:
            code = 0 if heard[0] == signal.SIGINT else 1
        elif readable:
            code = answer(lock, b"W")
    if witness:
        witness.shutdown(socket.SHUT_WR)
        witness.settimeout(0.05)
        end = time.monotonic() + 5
        while time.monotonic() < end:
            try:
                if not witness.recv(1):
                    break
            except TimeoutError:
                pass
            except OSError:
                break
            if select.select([lock], [], [], 0)[0]:
                answer(lock, b"L")
    return code


def answer(lock, state):
    peer = lock.accept()[0]
    try:
        peer.settimeout(0.5)
        word = peer.recv(16)
        if word == b"?":
            peer.sendall(state)
        return 0 if word in (b"replace", b"stop") else None
    except OSError:
        return None
    finally:
        peer.close()


def main(words):
    if words[:1] == ["status"]:
        there = ask(b".")
        print("up, pid %d" % there[0] if there else "down")
        return 0 if there else 1
    if words[:1] == ["stop"]:
        there = ask(b"stop")
        if there is None:
            return 0
        return 0 if select.select([there[2]], [], [], 30)[0] else 1
    lock = claim_by_replacing() if "--replace" in words else claim_or_refuse()
    if lock is None:
        print("another one is up")  # on standard output, as some do
        return 1
    return run(lock)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
