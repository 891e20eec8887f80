"""A second, independent gateway: the same protocol in Python, standard library only (Linux).

It exists so that the conformance suite is developed against something that shares no code with the reference, and so
that its mutants (subjects/mutants) can show that the suite goes red. It is deliberately plain: one process, polling.
"""

import errno
import fcntl
import hashlib
import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import time

OK, FAILED, USAGE, REFUSED, IO, RESTART, LOST, DENIED, CONFIG = 0, 1, 64, 69, 74, 75, 76, 77, 78
WAIT, GRACE, TIMEOUT, TICK, PATIENCE = 10.0, 10.0, 30.0, 0.01, 5.0
MAX_GENERATION = 2 ** 53 - 2
LONGEST_RECORD = 60000  # bytes; nobody reads more than 64 KiB
AS_JSON = False
PID, LOCK, TAKEOVER = "gateway.pid", "gateway.lock", "gateway.takeover"
MARKER_MODE = 0o644  # for an owner which runs as another user than whoever asks it to go
TAKEOVER_MARKER, STOP_MARKER, STATE = ".gateway-takeover.json", ".gateway-planned-stop.json", "gateway_state.json"


class Exit(Exception):
    def __init__(self, code, text):
        super().__init__(text)
        self.code = code


# ---- processes -------------------------------------------------------------------------------------------------------

def stat_of(pid):
    """State letter, start ticks and process group of a live or dead process; None when there is no such process."""
    try:
        with open("/proc/%d/stat" % pid, "rb") as f:
            fields = f.read().rsplit(b")", 1)[1].split()
        with open("/proc/%d/status" % pid, "rb") as f:
            tgid = [line for line in f if line.startswith(b"Tgid:")]
        if int(tgid[0].split()[1]) != pid:
            return None  # the id of a thread, not of a process
        return fields[0].decode(), int(fields[19]), int(fields[2])
    except (OSError, IndexError):
        return None


def boot_id():
    with open("/proc/sys/kernel/random/boot_id") as f:
        return f.read().strip()


def pid_namespace():
    return os.stat("/proc/self/ns/pid").st_ino


def boot_ticks():
    return int(time.clock_gettime(time.CLOCK_BOOTTIME) * os.sysconf("SC_CLK_TCK"))


def describes_live(record):
    """'same', 'unknown', 'elsewhere' (another PID namespace) or 'dead'. EPERM never enters: /proc tells, not kill(pid, 0)."""
    if record.get("boot_id") not in (None, boot_id()):
        return "dead"
    if record.get("pid_ns") not in (None, pid_namespace()):
        return "elsewhere"
    pid = record["pid"]
    now = stat_of(pid)
    if pid == os.getpid() or now is None or now[0] in "ZX":
        return "dead"
    if record.get("start_time") is None:
        return "unknown"
    return "same" if record["start_time"] == now[1] else "dead"


# ---- files -----------------------------------------------------------------------------------------------------------

def read_file(path, limit=65536):
    """The bytes of a small regular file, or None: hostile files are an answer, not an exception."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            return None
        data = os.read(fd, limit + 1)
        return data if len(data) <= limit else None
    except OSError:
        return None
    finally:
        os.close(fd)


def read_json(path):
    data = read_file(path, 2 ** 20 if os.path.basename(path) == STATE else 65536)
    try:
        return None if data is None else json.loads(data.decode("utf-8-sig").strip())
    except (ValueError, RecursionError):
        return None


def read_record(path):
    value = read_json(path)
    if isinstance(value, int) and not isinstance(value, bool):
        value = {"pid": value}
    if not isinstance(value, dict):
        return None
    pid = value.get("pid")
    if isinstance(pid, str) and pid.isascii() and pid.isdigit() or isinstance(pid, float) and pid.is_integer():
        value = dict(value, pid=int(pid))
        pid = value["pid"]
    if isinstance(pid, bool) or not isinstance(pid, int) or not 1 < pid <= 4194304:
        return None
    return value


def write_atomically(home, name, value):
    temp = os.path.join(home, ".%s.%d.tmp" % (name, os.getpid()))
    try:
        fd = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            if name in (STOP_MARKER, TAKEOVER_MARKER):
                os.fchmod(fd, MARKER_MODE)
            os.write(fd, json.dumps(value).encode())
            os.fsync(fd)
        finally:
            os.close(fd)
        os.rename(temp, os.path.join(home, name))
    except OSError:
        remove(temp)
        raise
    fd = os.open(home, os.O_RDONLY | os.O_DIRECTORY)
    os.fsync(fd)
    os.close(fd)


def remove(path):
    try:
        os.unlink(path)
    except OSError:
        pass


# ---- the lock --------------------------------------------------------------------------------------------------------

def try_flock(fd):
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        return False


def open_lock_file(path):
    """Opened without following links; a created one is 0600 whatever the umask says; a link of any kind is refused."""
    flags = os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    while True:
        try:
            fd = os.open(path, flags)
        except FileNotFoundError:
            try:
                fd = os.open(path, flags | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:
                continue
        except OSError as e:
            if e.errno in (errno.EISDIR, errno.ELOOP, errno.ENXIO):
                raise Exit(CONFIG, "%s is no lock file (%s); move it away" % (path, e.strerror))
            raise
        info = os.fstat(fd)
        if not stat.S_ISREG(info.st_mode) or info.st_nlink > 1:
            os.close(fd)
            raise Exit(CONFIG, "%s is not a regular file with one name; move it away" % path)
        return fd


def names(path, fd):
    try:
        a, b = os.stat(path, follow_symlinks=False), os.fstat(fd)
        return (a.st_dev, a.st_ino) == (b.st_dev, b.st_ino)
    except FileNotFoundError:
        return False


class Claim:
    """What is held: the home directory's own lock, and the lock file that its path names."""

    def __init__(self, home, directory, lock):
        self.home, self.directory, self.lock, self.record, self.scopes = home, directory, lock, None, []


def try_claim(home):
    directory = os.open(home, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    lock, path = None, os.path.join(home, LOCK)
    try:
        try:
            if not try_flock(directory):
                return None
        except OSError as e:
            if e.errno not in (errno.EBADF, errno.ENOLCK, errno.EOPNOTSUPP):
                raise
        while True:
            lock = open_lock_file(path)
            if not try_flock(lock):
                return None
            if names(path, lock):
                claim = Claim(home, directory, lock)
                directory = lock = None
                return claim
            os.close(lock)
            lock = None
    finally:
        for fd in (lock, directory):
            if fd is not None:
                os.close(fd)


def lock_inodes(home):
    inodes = set()
    for path in (home, os.path.join(home, LOCK)):
        try:
            inodes.add(os.stat(path, follow_symlinks=False).st_ino)
        except OSError:
            pass
    return inodes


def lock_takers(home):
    """The processes which called flock, dead or alive; who has the descriptor now is another question."""
    inodes = lock_inodes(home)
    lines = [line.split() for line in read_file_fully("/proc/locks").splitlines() if "FLOCK" in line and "->" not in line]
    return {int(line[4]) for line in lines if int(line[5].split(":")[2]) in inodes}


def holders(home):
    """Whether anybody locks the home or its lock file, and the processes whose descriptors the kernel shows as doing so."""
    inodes, found = lock_inodes(home), set()
    held = bool(lock_takers(home))
    for pid in (int(p) for p in os.listdir("/proc") if p.isdigit() and int(p) != os.getpid()) if held else ():
        try:
            for fd in os.listdir("/proc/%d/fdinfo" % pid):
                for line in read_file_fully("/proc/%d/fdinfo/%s" % (pid, fd)).splitlines():
                    if line.startswith("lock:") and "FLOCK" in line and int(line.split()[-3].split(":")[2]) in inodes:
                        found.add(pid)
        except OSError:
            continue
    return held, sorted(found)


def read_file_fully(path):
    with open(path, errors="replace") as f:
        return f.read()


def owner_record(home):
    for name in (PID, LOCK):
        record = read_record(os.path.join(home, name))
        if record and describes_live(record) != "dead":
            return record
    return read_record(os.path.join(home, PID)) or read_record(os.path.join(home, LOCK))


def leaving(home, record):
    """Whether its state says so, or a marker which is good for a minute names it: whoever comes now waits."""
    marked = any(names_target(home, record, read_json(os.path.join(home, m))) for m in (STOP_MARKER, TAKEOVER_MARKER))
    return marked or draining(home, record)  # in the other order than they are written and removed


def names_target(home, record, marker):
    if not isinstance(marker, dict) or marker.get("target_hermes_home") not in (None, home) or abs(age_of(marker)) > 60:
        return False
    if marker.get("target_nonce") is not None and record.get("nonce") is not None:
        return marker["target_nonce"] == record["nonce"]
    return marker.get("target_pid") == record["pid"] and (
        record.get("start_time") is None or marker.get("target_start_time") in (None, record["start_time"]))


def age_of(marker):
    try:
        import datetime
        return time.time() - datetime.datetime.fromisoformat(str(marker["written_at"])).timestamp()
    except (KeyError, ValueError):
        return 1e9


def identity_key(record):
    return None if record is None else (record.get("nonce"), record["pid"], record.get("start_time"))


def draining(home, record):
    state = read_json(os.path.join(home, STATE))
    leaving = isinstance(state, dict) and state.get("gateway_state") in ("draining", "stopped")  # stopped: just before the release
    return leaving and identity_key(record) == (state.get("nonce"), state.get("pid"), state.get("start_time"))


def drain_time(home, owners):
    """Seconds that one of these says it needs in order to leave; it is believed up to three minutes."""
    state = read_json(os.path.join(home, STATE))
    need = state.get("drain_seconds") if isinstance(state, dict) else None
    return min(need, 180) if type(need) is int and (state.get("pid"), state.get("start_time")) in owners else 0


def refusal(home):
    held, found = holders(home)
    record = owner_record(home)
    if record and describes_live(record) == "same":
        return "another instance, pid %d, holds %s (its record and the kernel agree); stop it, or use --replace" % (record["pid"], home)
    if found:
        return "the lock in %s is held by pid %s (kernel lock table)" % (home, ", ".join(map(str, found)))
    return "the lock in %s is held by a process that is not visible from here" % home if held else "lost the race for %s" % home


def takeover_in_progress(home):
    try:
        fd = os.open(os.path.join(home, TAKEOVER), os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        return not try_flock(fd)
    finally:
        os.close(fd)


def claim_or_refuse(home):
    deadline = time.monotonic() + WAIT
    while True:
        claim = None if takeover_in_progress(home) else try_claim(home)
        if claim:
            return claim
        record = owner_record(home)
        live = record and describes_live(record) == "same"
        if (live and not leaving(home, record) and not takeover_in_progress(home)) or time.monotonic() > deadline:
            raise Exit(REFUSED, refusal(home))
        time.sleep(TICK)


def new_nonce():
    return os.urandom(16).hex()


def generation_of(record):
    """As counted so far; 0 if the record says nothing that can be counted on."""
    number = record.get("generation")
    return number if type(number) is int and 1 <= number <= MAX_GENERATION else 0


def fitting(argv, room):
    """The first of the arguments, as many as fit into so many bytes of JSON."""
    for i, argument in enumerate(argv):
        room -= len(json.dumps(argument)) + len(", ")
        if room < 0:
            return argv[:i]
    return argv


def publish(claim, argv):
    home = claim.home
    old = [r for r in (read_record(os.path.join(home, n)) for n in (PID, LOCK)) if r]
    for record in old:
        swapped = record.get("boot_id") and record.get("hermes_home") == home and describes_live(record) == "same"
        if swapped and record.get("start_time") is not None and "lock_class" not in record:  # ours hold the home's lock too
            raise Exit(REFUSED, "the lock file was exchanged under a live owner, pid %d" % record["pid"])
    old.append(read_record(os.path.join(home, STATE)) or {})
    claim.record = {
        "pid": os.getpid(), "kind": "gateway", "argv": argv, "start_time": stat_of(os.getpid())[1], "hermes_home": home,
        "boot_id": boot_id(), "pid_ns": pid_namespace(), "host": socket.gethostname(), "uid": os.getuid(),
        "nonce": new_nonce(), "generation": max(map(generation_of, old)) + 1, "lock_class": "flock", "version": 1,
        "claimed_ticks": boot_ticks(),
    }
    claim.record["argv"] = fitting(argv, LONGEST_RECORD - len(json.dumps(dict(claim.record, argv=[]))))
    write_atomically(home, PID, claim.record)
    try:
        data = json.dumps(claim.record).encode()
        os.pwrite(claim.lock, data, 0)
        os.ftruncate(claim.lock, len(data))
    except OSError:
        clear_record(claim)
        raise


def bounded(step, *arguments):
    """A disk that hangs must not keep the process: the step is left behind after a while."""
    thread = threading.Thread(target=step, args=arguments, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    if thread.is_alive():
        say("%s does not end; going on without it" % step.__name__)


def clear_record(claim):
    record = read_record(os.path.join(claim.home, PID))
    if identity_key(record) == identity_key(claim.record):
        remove(os.path.join(claim.home, PID))


def release(claim):
    leave_scopes(claim)
    bounded(clear_record, claim)
    bounded(write_state, claim, "stopped")
    os.ftruncate(claim.lock, 0)
    os.close(claim.lock)
    os.close(claim.directory)


# ---- scoped locks: one user of a token on this machine, whatever the home --------------------------------------------

def state_directory():
    return os.environ.get("XDG_STATE_HOME", "").strip() or os.path.expanduser("~/.local/state")


def lock_directory():
    return os.environ.get("HERMES_GATEWAY_LOCK_DIR", "").strip() or os.path.join(state_directory(), "hermes", "gateway-locks")


def scope_in_use(record):
    """Whether an unlocked record still means an owner: upstream's gateways take no kernel lock."""
    live = describes_live(record)
    return live == "same" or live == "unknown" and "lock_class" not in record


def enter_scope(claim, text):
    name, _, identity = text.partition("=")
    digest = hashlib.sha256(identity.encode()).hexdigest()[:16]
    path = os.path.join(lock_directory(), "%s-%s.lock" % (name, digest))
    os.makedirs(lock_directory(), mode=0o700, exist_ok=True)
    deadline = time.monotonic() + WAIT
    while True:
        fd = open_lock_file(path)
        held = try_flock(fd)
        record = read_record(path)
        if held and names(path, fd) and not (record and scope_in_use(record)):
            data = json.dumps(dict(claim.record, scope=name, identity_hash=digest, metadata={}, updated_at=now_iso())).encode()
            os.pwrite(fd, data, 0)
            os.ftruncate(fd, len(data))
            claim.scopes.append(fd)
            return
        os.close(fd)
        owned = record and scope_in_use(record)
        if owned or time.monotonic() > deadline:
            raise Exit(REFUSED, "the scope %s (%s) is in use by %s" % (name, path, "pid %d" % record["pid"] if owned else "a process that has not written its record"))
        time.sleep(TICK)


def leave_scopes(claim):
    while claim.scopes:
        fd = claim.scopes.pop()
        os.ftruncate(fd, 0)
        os.close(fd)


def void_scopes(replaced):
    """Empties the token locks of exactly the replaced process, in place and under their locks."""
    try:
        found = os.listdir(lock_directory())
    except OSError:
        return
    for path in (os.path.join(lock_directory(), n) for n in found if n.endswith(".lock")):
        record = read_record(path)
        if record and (record["pid"], record.get("start_time")) == (replaced["pid"], replaced.get("start_time")):
            fd = open_lock_file(path)
            if try_flock(fd) and read_record(path) == record:
                os.ftruncate(fd, 0)
            os.close(fd)


def write_state(claim, state):
    try:
        before = read_json(os.path.join(claim.home, STATE))
        ours = dict(claim.record, gateway_state=state, exit_reason=None, restart_requested=False, active_agents=0, platforms={},
                    updated_at=now_iso())
        kept = dict(before) if isinstance(before, dict) else {}
        kept.pop("drain_seconds", None)  # what an earlier owner needed
        write_atomically(claim.home, STATE, dict(kept, **ours))
    except OSError:
        pass


def now_iso():
    now = time.time_ns()
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now // 10**9)) + ".%06d+00:00" % (now // 1000 % 10**6)


# ---- replace ---------------------------------------------------------------------------------------------------------

def wait_for(attempt, seconds):
    deadline = time.monotonic() + seconds
    while True:
        value = attempt()
        if value or time.monotonic() > deadline:
            return value
        time.sleep(TICK)


def claim_by_replacing(home):
    asked = stat_of(os.getpid())[1]
    sampled = owner_record(home) if holders(home)[0] else None
    queue = open_lock_file(os.path.join(home, TAKEOVER))
    if not wait_for(lambda: try_flock(queue), WAIT + GRACE):
        raise Exit(REFUSED, "another takeover is in progress: " + refusal(home))
    claim = try_claim(home)
    if claim is None:
        # an unpublished or dying owner: give it a moment to show which of the two it is
        wait_for(lambda: owner_record(home) or not holders(home)[0], 1.0)
        current = owner_record(home)
        younger = current and isinstance(current.get("claimed_ticks"), int) and current["claimed_ticks"] > asked
        if current and describes_live(current) == "same" and (identity_key(current) != identity_key(sampled) or younger):
            raise Exit(REFUSED, "superseded: " + refusal(home))
        room = make_room(home)
        try:
            claim = evict(home, current)
        finally:
            remove(room)
        if current:
            void_scopes(current)
    return claim, queue


def foreign(record):
    """Whoever may not signal an owner must not ask it to go by a marker either: that one would follow, and the answer is 77."""
    return os.geteuid() not in (0, record.get("uid", os.geteuid()))


def make_room(home):
    """Whoever cannot write its record must not end anybody: as much as one needs is written first, and kept until then."""
    room = os.path.join(home, ".%s.%d.room" % (PID, os.getpid()))
    fd = os.open(room, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(b" " * 4096)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        remove(room)
        raise
    return room


def takeover_marker(home, record):
    marker = {"target_pid": record["pid"], "target_start_time": record.get("start_time"), "target_hermes_home": home,
              "target_nonce": record.get("nonce"), "replacer_pid": os.getpid(), "replacer_hermes_home": home,
              "written_at": now_iso()}
    try:
        write_atomically(home, TAKEOVER_MARKER, marker)
    except OSError as e:
        say("takeover marker not written (%s); going on" % e.strerror)


def ask(home, record):
    """An owner of another PID namespace: its pid means nobody here, or somebody else. The marker asks, no signal is sent."""
    takeover_marker(home, record)
    claim = wait_for(lambda: try_claim(home), GRACE)
    remove(os.path.join(home, TAKEOVER_MARKER))
    if not claim:
        raise Exit(DENIED, "the owner in another PID namespace did not answer: " + refusal(home))
    return claim


def evict(home, record):
    held, found = holders(home)
    if record and describes_live(record) == "elsewhere":
        return ask(home, record)
    if record and describes_live(record) == "same":
        if record["pid"] not in found and os.geteuid() == 0:
            return claim_late(home)
        if foreign(record):
            raise Exit(DENIED, "not allowed to end the incumbent: " + refusal(home))
        targets = [(record["pid"], record["start_time"])]
        takeover_marker(home, record)
    else:
        # orphans of a dead owner: the kernel says that the lock was taken by the recorded process, so whoever has it now
        # inherited it; nobody else is ever a target
        inherited = record is not None and lock_takers(home) == {record["pid"]}
        targets = [(p, stat_of(p)[1]) for p in found if inherited and stat_of(p)]
        if not targets or len(targets) != len(found):
            return claim_late(home)
    try:
        return terminate(home, targets)
    except PermissionError:
        raise Exit(DENIED, "not allowed to end the incumbent: " + refusal(home))
    finally:
        remove(os.path.join(home, TAKEOVER_MARKER))


def claim_late(home):
    """Nobody whom we may end: the lock may still come free, else the refusal says who has it."""
    claim = wait_for(lambda: try_claim(home), WAIT)
    if not claim:
        raise Exit(REFUSED, refusal(home))
    return claim


def terminate(home, targets):
    pinned = []
    for pid, start in targets:
        try:
            handle = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        now = stat_of(pid)
        if now and now[1] == start:
            pinned.append(handle)
    grace = lambda: max(GRACE, drain_time(home, targets))
    for wave, patience in (([signal.SIGTERM, signal.SIGCONT], grace), ([signal.SIGKILL], lambda: 5.0)):
        began = time.monotonic()
        for handle in pinned:
            for number in wave:
                try:
                    signal.pidfd_send_signal(handle, number)
                except ProcessLookupError:
                    pass
        claim = wait_for(lambda: try_claim(home), patience())
        claim = claim or wait_for(lambda: try_claim(home), began + patience() - time.monotonic())  # said only when it was asked to go
        if claim:
            return claim
    raise Exit(DENIED, "the incumbent survived SIGKILL: " + refusal(home))


# ---- work ------------------------------------------------------------------------------------------------------------

class Witness:
    """The only adapter: first outside effect after the claim, last thing to close before the lock is given up."""

    def __init__(self):
        self.socket = None

    def open(self):
        address = os.environ.get("GATEWAY_WITNESS")
        if address:
            host, port = address.rsplit(":", 1)
            self.socket = socket.create_connection((host, int(port)), 5)
            self.socket.sendall(b'{"pid": %d}\n' % os.getpid())

    def close(self):
        if self.socket:
            try:
                self.socket.shutdown(socket.SHUT_WR)
                self.socket.settimeout(5)
                self.socket.recv(1)
            except OSError:
                pass
            self.socket.close()


def marker_names(claim, name):
    """The valid marker that asks this very process to go, or None; broken and expired ones are tidied, others left alone. Ours
    stays until the state file says that we go, so that whoever comes meanwhile waits."""
    path = os.path.join(claim.home, name)
    marker = read_json(path)
    if names_target(claim.home, claim.record, marker):
        return marker
    elsewhere = isinstance(marker, dict) and marker.get("target_hermes_home") not in (None, claim.home)
    good = isinstance(marker, dict) and abs(age_of(marker)) <= 60
    if not elsewhere and not good and os.path.isfile(path):
        remove(path)
    return None


def lost(claim):
    """Self-check: a record or a lock file deleted under us is made anew while the home lock keeps others out."""
    path = os.path.join(claim.home, LOCK)
    try:
        if names(path, claim.lock):
            if identity_key(read_record(os.path.join(claim.home, PID))) != identity_key(claim.record):
                write_atomically(claim.home, PID, claim.record)
            return False
        fresh = open_lock_file(path)
        if not try_flock(fresh) or not names(path, fresh):
            os.close(fresh)
            return True
        os.close(claim.lock)
        claim.lock = fresh
        data = json.dumps(claim.record).encode()
        os.pwrite(fresh, data, 0)
        write_atomically(claim.home, PID, claim.record)
        return False
    except (OSError, Exit):
        return True


UNPLANNED = {signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2, signal.SIGALRM}


def told_to_go(number, frame):
    """A signal before there is anything to tidy: the claim, if there is one already, ends with the process."""
    raise Exit(OK if number == signal.SIGINT else FAILED, "told to go by signal %d before it was active" % number)


def serve(claim, command):
    """Runs until told to go; returns the exit status."""
    watched = UNPLANNED | {signal.SIGINT, signal.SIGCHLD}
    child = None
    if command:
        def prepare():
            os.setpgid(0, 0)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, watched)

        child = subprocess.Popen(command, pass_fds=(claim.lock, claim.directory, *claim.scopes), preexec_fn=prepare)
    code = None
    while code is None:
        info = signal.sigtimedwait(watched, 0.2)
        number = info.si_signo if info else 0
        if child and child.poll() is not None:
            return child.returncode if child.returncode >= 0 else 128 - child.returncode
        obeyed = {name: marker for name in (TAKEOVER_MARKER, STOP_MARKER) for marker in [marker_names(claim, name)] if marker}
        planned = obeyed.get(TAKEOVER_MARKER) or obeyed.get(STOP_MARKER)
        if planned or number == signal.SIGINT:
            code = RESTART if planned and planned.get("restart") is True else OK
        elif number in UNPLANNED:
            code = FAILED
        elif lost(claim):
            code = LOST
    write_state(claim, "draining")
    for name in obeyed:
        remove(os.path.join(claim.home, name))
    if child:
        end_group(child)
    return code


def end_group(child):
    """The workload with its children; the group's number cannot be reused while a member of it lives."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(child.pid, number)
        except ProcessLookupError:
            pass
        if wait_for(lambda: child.poll() is not None and not group_lives(child.pid), 5):
            return


def group_lives(group):
    return any(s and s[2] == group and s[0] not in "ZX" for s in (stat_of(int(p)) for p in os.listdir("/proc") if p.isdigit()))


def run(home, argv, replace, command, scopes=()):
    if command and not shutil.which(command[0]):
        raise FileNotFoundError(errno.ENOENT, "no such command", command[0])
    before = {number: signal.signal(number, told_to_go) for number in UNPLANNED | {signal.SIGINT}}
    os.makedirs(home, mode=0o700, exist_ok=True)
    claim, queue = claim_by_replacing(home) if replace else (claim_or_refuse(home), None)
    signal.pthread_sigmask(signal.SIG_BLOCK, UNPLANNED | {signal.SIGINT, signal.SIGCHLD})
    for number, handler in before.items():
        signal.signal(number, handler)
    publish(claim, argv)
    if queue is not None:
        os.close(queue)
    try:
        for scope in scopes:
            enter_scope(claim, scope)
    except (Exit, OSError):
        release(claim)
        raise
    witness = Witness()
    witness.open()
    write_state(claim, "running")
    say("gateway active pid=%d home=%s generation=%d" % (os.getpid(), home, claim.record["generation"]))
    try:
        code = serve(claim, command)
    finally:
        witness.close()
        release(claim)
    return code


# ---- commands --------------------------------------------------------------------------------------------------------

def status(home):
    held, found = holders(home)
    record = owner_record(home) or {}
    if held:
        pid = record["pid"] if record and (record["pid"] in found or not found) else found[0] if found else None
        return tell(home, "running, pid %d" % pid, 0, dict(record, pid=pid)) if pid else tell(home, "running", 4)
    if record and describes_live(record) == "elsewhere":
        return tell(home, "cannot tell: the owner, if any, is in another PID namespace", 4)
    if os.path.lexists(os.path.join(home, PID)):
        return tell(home, "dead, record left behind", 1, record)
    if read_record(os.path.join(home, LOCK)):
        return tell(home, "dead, lock file left behind", 2, record)
    return tell(home, "not running", 3)


def tell(home, text, code, record=None):
    known = {key: record[key] for key in ("pid", "start_time", "generation") if record and key in record}
    state = {0: "running", 1: "dead", 2: "dead", 3: "stopped"}.get(code, "unknown")
    print(json.dumps(dict(known, state=state, evidence="proc", home=home)) if AS_JSON else text)
    return code


def free(home):
    """By trying, for where the kernel's list does not show other namespaces' locks."""
    fd = os.open(home, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        return try_flock(fd)
    finally:
        os.close(fd)


def stop(home, more={}):
    held, found = holders(home)
    record = owner_record(home)
    elsewhere = record is not None and describes_live(record) == "elsewhere"
    if not held and not elsewhere:
        return 0
    marker = dict({"stopper_pid": os.getpid(), "written_at": now_iso()}, **more)
    for key in ("pid", "start_time", "nonce"):
        marker["target_" + key] = (record or {}).get(key)
    if elsewhere:
        write_atomically(home, STOP_MARKER, marker)
        if not wait_for(lambda: free(home), TIMEOUT):
            raise Exit(DENIED, "the owner in another PID namespace did not answer: " + refusal(home))
        return 0
    if not record or record["pid"] not in found or describes_live(record) not in ("same", "unknown"):
        if wait_for(lambda: not holders(home)[0], 1.0):
            return 0  # it was leaving already, and this look met it half way
        raise Exit(REFUSED, refusal(home))
    try:
        handle = os.pidfd_open(record["pid"])
    except ProcessLookupError:
        return stop(home, more)  # gone meanwhile: look again
    if record.get("start_time") not in (None, stat_of(record["pid"])[1]):
        raise Exit(REFUSED, "the recorded process is gone")
    if foreign(record):
        raise Exit(DENIED, "not allowed to end the owner: " + refusal(home))
    write_atomically(home, STOP_MARKER, marker)
    for number in (signal.SIGTERM, signal.SIGCONT):
        try:
            signal.pidfd_send_signal(handle, number)
        except ProcessLookupError:
            pass
    if not wait_for(lambda: not holders(home)[0], TIMEOUT):
        raise Exit(FAILED, "still running after %g s: " % TIMEOUT + refusal(home))
    return 0


def say(text):
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


USE = "gateway.py run [--replace] [--wait N] [--grace N] [--scope NAME=IDENTITY].. [-- COMMAND] | status [--json] | stop [--timeout N] | restart"


def seconds(args, name, usual):
    if name not in args:
        return usual
    try:
        value = float(args[args.index(name) + 1].rstrip("s"))
    except (IndexError, ValueError):
        value = -1.0
    if not 0 <= value < 1e6:
        raise Exit(USAGE, "%s wants a number of seconds; usage: %s" % (name, USE))
    return value


def main(argv):
    global WAIT, GRACE, TIMEOUT, AS_JSON
    args, command = (argv[:argv.index("--")], argv[argv.index("--") + 1:]) if "--" in argv else (argv, None)
    home = os.path.realpath(os.environ.get("GATEWAY_HOME", "").strip() or os.path.join(state_directory(), "gateway"))
    scopes = [args[i + 1] for i, a in enumerate(args[:-1]) if a == "--scope"]
    argv = [a.split("=")[0] if a in scopes else a for a in argv]  # a token belongs into no record
    try:
        known = {"run": ("--replace", "--scope", "--wait", "--grace"), "status": ("--json",), "stop": ("--timeout",)}.get(args[0] if args else "", ())
        for unknown in [a for a in args if a.startswith("--") and a not in known]:
            raise Exit(USAGE, "%s is no option; usage: %s" % (unknown, USE))
        WAIT, GRACE, TIMEOUT = [seconds(args, *pair) for pair in (("--wait", WAIT), ("--grace", GRACE), ("--timeout", TIMEOUT))]
        if args[:1] == ["run"]:
            return run(home, argv, "--replace" in args, command, scopes)
        if args[:1] == ["status"]:
            AS_JSON = "--json" in args
            return status(home)
        if args[:1] == ["stop"]:
            return stop(home)
        if args[:1] == ["restart"]:
            return stop(home, {"restart": True})
        raise Exit(USAGE, "usage: " + USE)
    except Exit as e:
        say(str(e))
        return e.code
    except PermissionError as e:
        say("permission denied: %s" % e)
        return DENIED
    except OSError as e:
        say("cannot use %s: %s" % (e.filename or home, e))
        return IO


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
