"""A miniature subject: right, but for the defect that its first argument names."""
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time

defect = sys.argv[1]
home = os.environ["SELFTEST_HOME"]
if defect == "dies-at-once":
    sys.exit("no reason")
if defect == "ignores-signals":
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
elif defect == "exit-zero":
    signal.signal(signal.SIGTERM, lambda number, frame: os._exit(0))
else:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
os.makedirs(home, mode=0o700, exist_ok=True)
held = os.open(home, os.O_RDONLY)
deadline = time.monotonic() + 1
while defect != "no-lock":
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        break
    except BlockingIOError:
        if time.monotonic() > deadline:
            sys.exit("refused")
        time.sleep(0.02)
with open(os.path.join(home, "gateway.pid"), "w") as f:
    f.write(str(os.getpid()))
if defect == "floods-output":
    def flood():
        while True:
            os.write(1, b"\x1b[31m]]><&\x00\xff" * 4096)
            os.write(2, b"noise \xfe\n" * 4096)
    threading.Thread(target=flood, daemon=True).start()
if defect == "leaves-a-child":
    subprocess.Popen(["/bin/sh", "-c", "sleep 1234; exit", sys.argv[2]], start_new_session=True)
if defect == "never-connects":
    signal.pause()
host, port = os.environ["SELFTEST_WITNESS"].rsplit(":", 1)
witness = socket.create_connection((host, int(port)), 5)
if defect == "speaks-nonsense":
    witness.sendall(b"hello\n")
elif defect == "lies-about-its-pid":
    witness.sendall(b'{"pid": 1}\n')
else:
    witness.sendall(b'{"pid": %d}\n' % os.getpid())
if defect in ("ignores-signals", "exit-zero"):
    while True:
        signal.pause()
signal.sigwait({signal.SIGTERM})
witness.shutdown(socket.SHUT_WR)
if defect == "hangs-in-stop":
    while True:
        signal.pause()
witness.settimeout(5)
try:
    witness.recv(1)
except OSError:
    pass
os.unlink(os.path.join(home, "gateway.pid"))
sys.exit(1)
