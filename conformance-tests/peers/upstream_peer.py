"""A gateway with upstream's formats and habits, for tests of living together on one home (Linux, standard library only).

Written from the description of the files on disk, without upstream code. What it does as upstream does: `flock` on
gateway.lock with the record inside, gateway.pid created with O_EXCL, a record without boot id, nonce or generation, no
lock on the home directory, no queue of replacers, a probe that takes the lock for a moment, processes waited for instead
of locks, exit status 1 for every refusal, scoped locks by existence and liveness.

One habit is left out on purpose: upstream tidies a stale gateway.pid away *before* it holds the lock. Judging and
unlinking are then two steps, and between them the name may have become somebody else's fresh record. No partner can
prevent that, so this peer tidies under the lock.
"""

import argparse
import fcntl
import hashlib
import json
import os
import re
import signal
import socket
import sys
import time
from datetime import datetime, timezone

PID, LOCK, STATE = "gateway.pid", "gateway.lock", "gateway_state.json"
TAKEOVER, PLANNED_STOP = ".gateway-takeover.json", ".gateway-planned-stop.json"
KIND = "hermes-gateway"
ARGV = list(sys.argv)
MARKER_SECONDS = 60
STATES = ("starting", "running", "draining", "stopped", "startup_failed")
ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00")
EXTRA = {"x_text": "gr\u00fc\u00df \"dich\" \\ \u2603", "x_list": [1, [2, {"three": None}], "4"], "x_number": 9007199254740993,
         "x_fraction": 0.25, "x_object": {"pid": "not ours", "state": False}, "x_empty": ""}


class Refused(Exception):
    pass


def now():
    return datetime.now(timezone.utc).isoformat(timespec="microseconds")


def say(text):
    print(text, file=sys.stderr, flush=True)


# ---- processes -------------------------------------------------------------------------------------------------------

def start_time(pid):
    """Field 22 of /proc/PID/stat; None for nobody and for the dead."""
    try:
        with open("/proc/%d/stat" % pid, "rb") as f:
            fields = f.read().rpartition(b")")[2].split()
    except OSError:
        return None
    return None if fields[0] in (b"Z", b"X") else int(fields[19])


def alive(record):
    """A pid whose start time is not contradicted. Stopped processes, and those of other users, are alive."""
    live = start_time(record["pid"])
    return live is not None and record.get("start_time") in (None, live)


# ---- files -----------------------------------------------------------------------------------------------------------

def load(path):
    try:
        with open(path, encoding="utf-8") as f:
            return json.loads(f.read().strip())
    except (OSError, ValueError):
        return None


def load_record(path):
    value = load(path)
    if isinstance(value, int) and not isinstance(value, bool):
        value = {"pid": value}
    pid = value.get("pid") if isinstance(value, dict) else None
    return value if isinstance(pid, int) and not isinstance(pid, bool) and pid > 1 else None


def save(path, value):
    temp = "%s.%d.part" % (path, os.getpid())
    with open(temp, "w", encoding="utf-8") as f:
        json.dump(value, f)
        f.flush()
        os.fsync(f.fileno())
    os.replace(temp, path)


def retitle(title):
    """What setproctitle does: the process table shows this text instead of the arguments (a service shows just `hermes`)."""
    with open("/proc/self/stat", "rb") as f:
        fields = f.read().rpartition(b")")[2].split()
    begin, end = int(fields[45]), int(fields[46])
    with open("/proc/self/mem", "r+b", buffering=0) as memory:
        memory.seek(begin)
        memory.write(title.encode("utf-8")[:end - begin - 1].ljust(end - begin, b"\0"))


def unlink(path):
    try:
        os.unlink(path)
    except FileNotFoundError:
        pass


def block(home):
    return {"pid": os.getpid(), "kind": KIND, "argv": list(ARGV), "start_time": start_time(os.getpid()),
            "hermes_home": home}


# ---- the gateway -----------------------------------------------------------------------------------------------------

class Gateway:
    def __init__(self, home, form="block"):
        self.home, self.form, self.lock, self.witness = home, form, None, None
        self.linger, self.when, self.scope, self.token = 0, None, None, None
        self.record = block(home)
        if form != "block":  # the records of early versions
            self.record["start_time"] = None
            del self.record["hermes_home"]

    def path(self, name):
        return os.path.join(self.home, name)

    def text(self):
        return "%d\n" % os.getpid() if self.form == "bare" else json.dumps(self.record)

    # -- who runs

    def locked(self):
        """As upstream asks: by taking the lock for a moment."""
        try:
            with open(self.path(LOCK), "a+") as f:
                fcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return False
        except BlockingIOError:
            return True

    def incumbent(self):
        """The record of the one that runs, from gateway.pid or else from the lock file; a free lock means that nobody does."""
        if self.locked():
            for name in (PID, LOCK):
                record = load_record(self.path(name))
                if record and record["pid"] != os.getpid() and alive(record):
                    return record
        return None

    # -- claim

    def run(self, replace, lockless):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
        deadline = time.monotonic() + 20
        while self.when and not os.path.exists(self.path(self.when)) and time.monotonic() < deadline:
            time.sleep(0.0002)
        existing = self.incumbent()
        if existing and not replace:
            raise Refused("another gateway runs, pid %d" % existing["pid"])
        if existing:
            self.evict(existing)
        if not lockless:
            self.take_lock()
        self.create_pid_file()
        self.state("starting")
        self.token = acquire_scoped(self.home, self.scope) if self.scope else None
        self.connect()
        self.state("running")
        say("peer active pid=%d home=%s" % (os.getpid(), self.home))
        return self.serve()

    def take_lock(self):
        self.lock = open(self.path(LOCK), "a+", encoding="utf-8")
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused("the runtime lock is already held by another instance")
        self.lock.seek(0)
        self.lock.truncate()
        self.lock.write(self.text())
        self.lock.flush()
        os.fsync(self.lock.fileno())

    def create_pid_file(self):
        left = load_record(self.path(PID))
        if left is None or not alive(left):
            unlink(self.path(PID))
        try:
            fd = os.open(self.path(PID), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        except FileExistsError:
            raise Refused("PID file race lost to another gateway instance")
        with os.fdopen(fd, "w", encoding="utf-8") as f:
            f.write(self.text())

    def evict(self, old):
        """Marker, SIGTERM, wait for the process, SIGKILL."""
        save(self.path(TAKEOVER), {
            "target_pid": old["pid"], "target_start_time": old.get("start_time"), "target_hermes_home": self.home,
            "replacer_pid": os.getpid(), "replacer_hermes_home": self.home, "written_at": now()})
        for number, patience in ((signal.SIGTERM, 15), (signal.SIGKILL, 5)):
            try:
                os.kill(old["pid"], number)
            except ProcessLookupError:
                pass
            deadline = time.monotonic() + patience
            while alive(old) and time.monotonic() < deadline:
                time.sleep(0.1)
            if not alive(old):
                break
        else:
            unlink(self.path(TAKEOVER))
            raise Refused("pid %d did not end" % old["pid"])
        left = load_record(self.path(PID))
        if left and left["pid"] == old["pid"]:
            unlink(self.path(PID))
        unlink(self.path(TAKEOVER))
        clear_scoped(old)

    # -- work

    def connect(self):
        address = os.environ.get("GATEWAY_WITNESS")
        if address:
            host, _, port = address.rpartition(":")
            self.witness = socket.create_connection((host, int(port)), 5)
            self.witness.sendall(b'{"pid": %d}\n' % os.getpid())

    def disconnect(self):
        if self.witness:
            try:
                self.witness.shutdown(socket.SHUT_WR)
                self.witness.settimeout(5)
                self.witness.recv(1)
            except OSError:
                pass
            self.witness.close()

    def state(self, phase, reason=None):
        """Rewritten as a whole: our identity stamped anew, everything that we do not know kept."""
        fields = load(self.path(STATE))
        fields = fields if isinstance(fields, dict) else {}
        fields.update(self.record)
        fields.update({"gateway_state": phase, "exit_reason": reason, "restart_requested": False, "active_agents": 0,
                       "platforms": {"peer": {"state": phase, "error_code": None, "error_message": None, "updated_at": now()}},
                       "updated_at": now()})
        save(self.path(STATE), fields)

    def asked_by(self, name):
        """Whether a marker names this very process: pid, start time unless unknown, home if given, at most a minute old."""
        path = self.path(name)
        marker = load(path)
        if not isinstance(marker, dict) or marker.get("target_pid") != os.getpid():
            return False
        if marker.get("target_start_time") not in (None, self.record["start_time"]) and self.record["start_time"] is not None:
            return False
        if marker.get("target_hermes_home") not in (None, self.home):
            return False
        try:
            age = abs(time.time() - datetime.fromisoformat(marker["written_at"]).timestamp())
        except (KeyError, TypeError, ValueError):
            return False
        if age > MARKER_SECONDS:
            return False
        os.replace(path, self.path("seen" + name))  # consumed, and kept for the test to look at
        return True

    def serve(self):
        while True:
            info = signal.sigtimedwait({signal.SIGTERM, signal.SIGINT}, 0.2)
            number = info.si_signo if info else None
            if self.asked_by(PLANNED_STOP):
                return self.leave(0, "planned stop")
            if number == signal.SIGTERM:
                return self.leave(0, "replaced") if self.asked_by(TAKEOVER) else self.leave(1, "SIGTERM")
            if number == signal.SIGINT:
                return self.leave(0, "interrupted")

    def leave(self, code, reason):
        self.state("draining")
        self.disconnect()
        if self.token:
            release_scoped(self.token)
        self.state("stopped", reason)
        left = load_record(self.path(PID))
        if left and left["pid"] == os.getpid():
            unlink(self.path(PID))
        # The record stays inside the lock file. With --linger the lock is given up before the process ends, as upstream
        # does; otherwise both happen at once.
        if self.linger:
            if self.lock:
                self.lock.close()
            time.sleep(self.linger)
        sys.stderr.flush()
        os._exit(code)

    # -- other commands

    def probe(self):
        """Asks all the time, each time by taking the lock for a moment."""
        while True:
            self.locked()
            time.sleep(0.001)

    def status(self):
        found = self.incumbent()
        print("running, pid %d" % found["pid"] if found else "not running")
        return 0 if found else 1

    def stop(self):
        found = self.incumbent()
        if found is None:
            return 0
        save(self.path(PLANNED_STOP), {"target_pid": found["pid"], "target_start_time": found.get("start_time"),
                                       "stopper_pid": os.getpid(), "written_at": now()})
        os.kill(found["pid"], signal.SIGTERM)
        deadline = time.monotonic() + 30
        while alive(found):
            if time.monotonic() > deadline:
                return 1
            time.sleep(0.1)
        return 0


# ---- scoped locks ----------------------------------------------------------------------------------------------------

def lock_folder():
    folder = os.environ.get("HERMES_GATEWAY_LOCK_DIR")
    if not folder:
        state = os.environ.get("XDG_STATE_HOME") or os.path.join(os.path.expanduser("~"), ".local", "state")
        folder = os.path.join(state, "hermes", "gateway-locks")
    os.makedirs(folder, exist_ok=True)
    return folder


def acquire_scoped(home, scope):
    """A file that exists and names a live process is a lock; any other file is stale and is removed. Nothing is flocked."""
    digest = hashlib.sha256(os.environ["PEER_IDENTITY"].encode("utf-8")).hexdigest()[:16]
    path = os.path.join(lock_folder(), "%s-%s.lock" % (scope, digest))
    record = block(home)
    record.update({"scope": scope, "identity_hash": digest, "metadata": {"platform": scope}, "updated_at": now()})
    existing = load_record(path)
    if existing and alive(existing) and existing["pid"] != os.getpid():
        raise Refused("%s is in use by pid %d" % (scope, existing["pid"]))
    if os.path.exists(path):
        unlink(path)
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    except FileExistsError:
        raise Refused("%s is in use" % scope)
    with os.fdopen(fd, "w", encoding="utf-8") as f:
        json.dump(record, f)
    return path


def release_scoped(path):
    left = load_record(path)
    if left and left["pid"] == os.getpid() and left.get("start_time") == start_time(os.getpid()):
        unlink(path)


def clear_scoped(owner):
    """What a process that was ended has left behind, and nobody else's."""
    for name in os.listdir(lock_folder()):
        left = load_record(os.path.join(lock_folder(), name))
        if left and left["pid"] == owner["pid"] and left.get("start_time") == owner.get("start_time"):
            unlink(os.path.join(lock_folder(), name))


def scoped(home, scope):
    """Holds one token until SIGTERM. No home is claimed, so the witness is told nothing."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    path = acquire_scoped(home, scope)
    print("acquired " + os.path.basename(path), flush=True)
    signal.sigwait({signal.SIGTERM})
    release_scoped(path)
    return 0


# ---- what the other side wrote ---------------------------------------------------------------------------------------

class Reader:
    """Looks at a file with upstream's eyes: known keys have to be there with the right types, others are nobody's business."""

    def __init__(self, path):
        self.faults = []
        with open(path, "rb") as f:
            text = f.read().decode("utf-8")
        self.fields = json.loads(text, object_pairs_hook=self.unique)

    def unique(self, pairs):
        names = [name for name, _ in pairs]
        self.expect(len(names) == len(set(names)), "a key twice among %s" % names)
        return dict(pairs)

    def expect(self, condition, fault):
        if not condition:
            self.faults.append(fault)

    def key(self, name, *types, within=None):
        fields = self.fields if within is None else within
        if name not in fields:
            self.faults.append("no " + name)
        elif type(fields[name]) not in types:  # exactly: a boolean is no integer
            self.faults.append("%s is %r" % (name, fields[name]))
        return fields.get(name)

    def time(self, name, within=None):
        text = self.key(name, str, within=within)
        self.expect(isinstance(text, str) and ISO.fullmatch(text), "%s is not ISO 8601 with microseconds and +00:00: %r" % (name, text))

    def identity(self):
        pid = self.key("pid", int)
        self.expect(isinstance(pid, int) and pid > 1, "pid %r" % pid)
        self.expect(self.key("kind", str) == KIND, "kind is %r" % self.fields.get("kind"))
        argv = self.key("argv", list)
        self.expect(isinstance(argv, list) and argv and all(isinstance(a, str) for a in argv), "argv is %r" % argv)
        start = self.key("start_time", int, type(None))
        live = start_time(pid) if isinstance(pid, int) else None
        self.expect(live is None or start == live, "start_time is %r, the live process has %r" % (start, live))
        home = self.key("hermes_home", str)
        self.expect(isinstance(home, str) and home == os.path.realpath(home), "hermes_home is %r" % home)

    def state(self):
        self.identity()
        self.expect(self.key("gateway_state", str) in STATES, "gateway_state is %r" % self.fields.get("gateway_state"))
        self.key("exit_reason", str, type(None))
        self.key("restart_requested", bool)
        self.key("active_agents", int)
        self.time("updated_at")
        for name, platform in (self.key("platforms", dict) or {}).items():
            self.expect(isinstance(platform, dict), "platform %s is %r" % (name, platform))
            self.key("state", str, within=platform)
            self.key("error_code", str, type(None), within=platform)
            self.key("error_message", str, type(None), within=platform)
            self.time("updated_at", within=platform)

    def marker(self):
        self.key("target_pid", int)
        self.key("target_start_time", int, type(None))
        self.time("written_at")

    def takeover(self):
        self.marker()
        self.key("target_hermes_home", str)
        self.key("replacer_pid", int)
        self.key("replacer_hermes_home", str)

    def planned_stop(self):
        self.marker()
        self.key("stopper_pid", int)

    def scope(self):
        self.identity()
        self.key("scope", str)
        self.expect(re.fullmatch("[0-9a-f]+", str(self.key("identity_hash", str))), "identity_hash is no hexadecimal text")
        self.key("metadata", dict)
        self.time("updated_at")


def read(kind, path):
    """Prints the fields as one line of JSON; exit status 1 and the faults on stderr if upstream could not use them."""
    reader = Reader(path)
    {"record": reader.identity, "state": reader.state, "takeover": reader.takeover, "planned-stop": reader.planned_stop,
     "scoped": reader.scope}[kind]()
    print(json.dumps(reader.fields, sort_keys=True))
    for fault in reader.faults:
        say("%s: %s" % (kind, fault))
    return 1 if reader.faults else 0


def write(kind, home, pid, start):
    """Leaves a file of that kind in the home, with keys that nobody has specified."""
    identity = {"pid": pid, "kind": KIND, "argv": ["gateway", "run"], "start_time": start, "hermes_home": home}
    marker = {"target_pid": pid, "target_start_time": start, "written_at": now()}
    name, value = {
        "record": (PID, identity),
        "state": (STATE, dict(identity, gateway_state="running", exit_reason=None, restart_requested=False, active_agents=3,
                              platforms={"telegram": {"state": "connected", "error_code": None, "error_message": None,
                                                      "updated_at": now()}}, updated_at=now())),
        "takeover": (TAKEOVER, dict(marker, target_hermes_home=home, replacer_pid=os.getpid(), replacer_hermes_home=home)),
        "planned-stop": (PLANNED_STOP, dict(marker, stopper_pid=os.getpid())),
    }[kind]
    save(os.path.join(home, name), dict(value, **EXTRA))
    return 0


# ---- commands --------------------------------------------------------------------------------------------------------

def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", default=os.environ.get("HERMES_HOME") or os.environ.get("GATEWAY_HOME"))
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("gateway", help="own the home until SIGTERM")
    old = commands.add_parser("old-gateway", help="the same with a record of an early version")
    old.add_argument("--form", choices=("early", "bare"), default="early")
    for command in (run, old):
        command.add_argument("--replace", action="store_true")
        command.add_argument("--linger", type=float, default=0, help="seconds between giving up the lock and the end")
        command.add_argument("--when", metavar="FILE", help="look and claim as soon as this file is in the home")
        command.add_argument("--scope", help="use the token in $PEER_IDENTITY for this, too")
        command.add_argument("--profile", help="may stand anywhere, and is missing from the recorded argv")
        command.add_argument("--lockless", action="store_true", help="a version from before the runtime lock")
    commands.add_parser("status")
    commands.add_parser("stop")
    commands.add_parser("probe", help="ask who runs until killed")
    token = commands.add_parser("scoped", help="own the token in $PEER_IDENTITY until SIGTERM")
    token.add_argument("scope")
    for command in (run, old, token):
        command.add_argument("--title", help="shown by the process table instead of the arguments")
    reading = commands.add_parser("read", help="look at a file of the other side")
    reading.add_argument("kind", choices=("record", "state", "takeover", "planned-stop", "scoped"))
    reading.add_argument("file")
    writing = commands.add_parser("write", help="leave a file with unknown keys in the home")
    writing.add_argument("kind", choices=("record", "state", "takeover", "planned-stop"))
    writing.add_argument("pid", type=int)
    writing.add_argument("start", type=lambda text: None if text == "null" else int(text))
    return parser.parse_args()


def main():
    args = arguments()
    if args.command == "read":
        return read(args.kind, args.file)
    if not args.home:
        say("no home: --home, HERMES_HOME or GATEWAY_HOME")
        return 2
    os.makedirs(args.home, exist_ok=True)
    home = os.path.realpath(args.home)
    try:
        if args.command == "write":
            return write(args.kind, home, args.pid, args.start)
        if getattr(args, "title", None):
            retitle(args.title)
        if args.command == "scoped":
            return scoped(home, args.scope)
        if getattr(args, "profile", None):
            at = ARGV.index("--profile")
            del ARGV[at:at + 2]
        gateway = Gateway(home, args.form if args.command == "old-gateway" else "block")
        if args.command in ("gateway", "old-gateway"):
            gateway.linger, gateway.when, gateway.scope = args.linger, args.when, args.scope
            return gateway.run(args.replace, args.lockless)
        return {"status": gateway.status, "stop": gateway.stop, "probe": gateway.probe}[args.command]()
    except Refused as e:
        say(str(e))
        return 1


if __name__ == "__main__":
    sys.exit(main())
