"""Runs sequences of system calls in real processes, one call at a time, and says how each went.

Commands on standard input, one answer line each. Every process that it starts it ends itself, by pid, also when its input ends.
"""

import ctypes
import errno
import fcntl
import os
import select
import shutil
import signal
import socket
import stat
import sys
import tempfile
import time

FAULTS = {
    errno.ENOENT: "NOT_FOUND", errno.EEXIST: "EXISTS", errno.ELOOP: "SYMLINK", errno.EISDIR: "NOT_REGULAR",
    errno.ENOTDIR: "NOT_REGULAR", errno.EACCES: "PERMISSION", errno.EPERM: "PERMISSION", errno.ENXIO: "NOT_REGULAR",
}
MODES = {
    "READ": os.O_RDONLY, "READ_WRITE": os.O_RDWR, "CREATE_NEW": os.O_RDWR | os.O_CREAT | os.O_EXCL,
    "APPEND": os.O_WRONLY | os.O_APPEND | os.O_CREAT,
}
LIMIT = 8


def kind(mode):
    for test, name in ((stat.S_ISREG, "REGULAR"), (stat.S_ISDIR, "DIRECTORY"), (stat.S_ISLNK, "SYMLINK")):
        if test(mode):
            return name
    return "OTHER"


def shown(st):
    size = st.st_size if stat.S_ISREG(st.st_mode) else 0
    links = st.st_nlink if stat.S_ISREG(st.st_mode) else 1
    return f"{kind(st.st_mode)} {links} {size}"


class Worker:
    """One process: its own descriptors, one call after the other."""

    def __init__(self, sockets, index, home):
        self.sockets, self.index = sockets, index
        self.fds = {}
        self.pins = {}
        self.dir = os.open(home, os.O_RDONLY | os.O_DIRECTORY)

    def run(self):
        while True:
            words = self.sockets[self.index][1].recv(4096).decode().split()
            if not words:
                os._exit(0)
            try:
                answer = getattr(self, words[0])(*words[1:])
            except OSError as e:
                answer = FAULTS.get(e.errno, "errno " + str(e.errno))
            if answer is not None:
                self.sockets[self.index][1].send(answer.encode())

    def open(self, slot, name, mode):
        flags = MODES[mode] | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        fd = os.open(name, flags, 0o600, dir_fd=self.dir)
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            os.close(fd)
            return "NOT_REGULAR"
        self.fds[slot] = fd
        return "ok"

    def close(self, slot):
        os.close(self.fds.pop(slot))
        return "ok"

    def flock(self, slot):
        return self.attempt(self.dir if slot == "." else self.fds[slot], fcntl.LOCK_EX)

    def attempt(self, fd, how):
        try:
            fcntl.flock(fd, how | fcntl.LOCK_NB)
            return "ACQUIRED"
        except BlockingIOError:
            return "CONTENDED"

    def unlock(self, slot):
        fcntl.flock(self.dir if slot == "." else self.fds[slot], fcntl.LOCK_UN)
        return "ok"

    def probe(self, name):
        fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=self.dir)
        try:
            return self.attempt(fd, fcntl.LOCK_SH) if stat.S_ISREG(os.fstat(fd).st_mode) else "NOT_REGULAR"
        finally:
            os.close(fd)

    def write(self, slot, text):
        os.pwrite(self.fds[slot], text.encode(), 0)
        return "ok"

    def append(self, slot, text):
        os.write(self.fds[slot], text.encode())
        return "ok"

    def truncate(self, slot, size):
        os.ftruncate(self.fds[slot], int(size))
        return "ok"

    def read(self, slot):
        return "[" + os.pread(self.fds[slot], 64, 0).replace(b"\0", b"0").decode() + "]"

    def fstat(self, slot):
        return shown(os.fstat(self.fds[slot]))

    def stat(self, name):
        return shown(os.stat(name, dir_fd=self.dir, follow_symlinks=False))

    def same(self, slot, name):
        one, other = os.fstat(self.fds[slot]), os.stat(name, dir_fd=self.dir, follow_symlinks=False)
        return str((one.st_dev, one.st_ino) == (other.st_dev, other.st_ino)).lower()

    def rename(self, one, other):
        os.rename(one, other, src_dir_fd=self.dir, dst_dir_fd=self.dir)
        return "ok"

    def unlink(self, name):
        os.unlink(name, dir_fd=self.dir)
        return "ok"

    def list(self):
        return " ".join(sorted(os.listdir(self.dir)))

    def fork(self, index):
        pid = os.fork()
        if pid == 0:
            self.index = int(index)
            return None
        return str(pid)

    def reap(self, pid):
        os.waitpid(int(pid), 0)
        return "ok"

    def pin(self, slot, pid):
        try:
            self.pins[slot] = os.pidfd_open(int(pid))
            return "ok"
        except ProcessLookupError:
            return "GONE"

    def send(self, slot, name):
        try:
            signal.pidfd_send_signal(self.pins[slot], getattr(signal, "SIG" + name))
            return "SENT"
        except ProcessLookupError:
            return "GONE"
        except PermissionError:
            return "DENIED"

    def user(self, uid):
        os.setsid()  # within one session anybody may send SIGCONT
        os.setgroups([])
        os.setgid(int(uid))
        os.setuid(int(uid))
        return "ok"


class Driver:
    def __init__(self):
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER: nobody is left to init
        self.pids, self.parents, self.sockets, self.home = {}, {}, [], None

    def new(self, count):
        self.end()
        self.home = tempfile.mkdtemp(prefix="gatelock-diff-")
        os.chmod(self.home, 0o777)
        os.symlink("nowhere", self.home + "/link")
        os.mkfifo(self.home + "/fifo", 0o600)
        os.mkdir(self.home + "/dir", 0o700)
        self.sockets = [socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET) for _ in range(LIMIT)]
        for index in range(int(count)):
            pid = os.fork()
            if pid == 0:
                Worker(self.sockets, index, self.home).run()
            self.pids[index], self.parents[index] = pid, None
        return "ok"

    def end(self):
        for pid in self.pids.values():
            if self.state(pid) != "ABSENT":
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
        try:
            while True:  # also one that was just being forked, and has come to us by now
                with open(f"/proc/self/task/{os.getpid()}/children") as file:
                    for child in file.read().split():
                        os.kill(int(child), signal.SIGKILL)  # ours and not reaped: the pid is nobody else's
                os.waitpid(-1, 0)
        except ChildProcessError:
            pass
        for pair in self.sockets:
            pair[0].close()
            pair[1].close()
        if self.home:
            shutil.rmtree(self.home)
        self.pids, self.parents, self.sockets, self.home = {}, {}, [], None
        return "ok"

    def state(self, pid):
        try:
            with open(f"/proc/{pid}/stat") as file:
                letter = file.read().rsplit(")", 1)[1].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return "ABSENT"
        return {"Z": "ZOMBIE", "X": "ZOMBIE", "T": "STOPPED"}.get(letter, "ALIVE")

    def look(self, index):
        return self.state(self.pids[int(index)])

    def await_state(self, index, wanted):
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            if self.look(index) in wanted.split("|"):
                return self.look(index)
            time.sleep(0.0005)
        return "still " + self.look(index)

    def kill(self, index, name):
        os.kill(self.pids[int(index)], getattr(signal, "SIG" + name))
        return "ok"

    def reap(self, index):
        index = int(index)
        pid, parent = self.pids[index], self.parents[index]
        if parent is not None and self.look(parent) == "ALIVE":
            return self.ask(parent, f"reap {pid}")
        os.waitpid(pid, 0)
        return "ok"

    def holders(self, name):
        """Who has a locked description of it open, by fdinfo."""
        try:
            inode = os.stat(self.home + ("" if name == "." else "/" + name), follow_symlinks=False).st_ino
        except FileNotFoundError:
            return "NOT_FOUND"
        found = []
        for index, pid in sorted(self.pids.items()):
            try:
                for fd in os.listdir(f"/proc/{pid}/fdinfo"):
                    with open(f"/proc/{pid}/fdinfo/{fd}") as file:
                        if any(l.startswith("lock:") and f":{inode} " in l for l in file):
                            found.append(str(index))
                            break
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                pass
        return " ".join(found) or "nobody"

    def ask(self, index, text):
        channel = self.sockets[int(index)][0]
        channel.send(text.encode())
        ready, _, _ = select.select([channel], [], [], 20)
        return channel.recv(4096).decode() if ready else "no answer"

    def fork(self, index, born):
        self.pids[int(born)] = int(self.ask(index, f"fork {born}"))
        self.parents[int(born)] = int(index)
        return "ok"

    def pin(self, index, slot, target):
        return self.ask(index, f"pin {slot} {self.pids[int(target)]}")


def main():
    driver = Driver()
    print(os.getuid(), flush=True)
    try:
        for line in sys.stdin:
            words = line.split()
            if words[0] == "do":
                answer = driver.ask(words[1], " ".join(words[2:]))
            else:
                answer = getattr(driver, words[0])(*words[1:])
            print(answer, flush=True)
    finally:
        driver.end()


main()
