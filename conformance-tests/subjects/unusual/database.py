"""Right, and unusual: the lock is SQLite's. An exclusive transaction is open for as long as it runs; the manifest calls the
database its lock file, and there is no record of its own."""

import os
import pathlib
import signal
import socket
import sqlite3
import sys
import time

DATABASE = pathlib.Path(os.environ["SQ_HOME"]).absolute() / "queue.db"


def running():
    if not DATABASE.exists():
        return False
    reader = sqlite3.connect(DATABASE.as_uri() + "?mode=ro", uri=True, timeout=0)
    try:
        reader.execute("select count(*) from sqlite_master").fetchone()
        return False
    except sqlite3.OperationalError as e:
        return "locked" in str(e)
    finally:
        reader.close()


def run():
    DATABASE.parent.mkdir(parents=True, exist_ok=True)
    codes = []
    signal.signal(signal.SIGTERM, lambda number, frame: codes.append(1))
    signal.signal(signal.SIGINT, lambda number, frame: codes.append(0))
    database = sqlite3.connect(str(DATABASE), timeout=10, isolation_level=None)
    try:
        database.execute("begin exclusive")
    except sqlite3.Error as e:
        sys.exit("another one is at it: %s" % e)
    witness = None
    if os.environ.get("SQ_WITNESS") and not codes:
        host, port = os.environ["SQ_WITNESS"].split(":")
        witness = socket.create_connection((host, int(port)), 5)
        witness.sendall(b'{"pid":%d}\n' % os.getpid())
    while not codes:
        time.sleep(0.1)
    if witness:
        witness.shutdown(socket.SHUT_WR)
        witness.settimeout(5)
        try:
            witness.recv(1)
        except OSError:
            pass
    database.execute("rollback")
    sys.exit(codes[0])


try:
    if sys.argv[1] == "status":
        sys.exit(0 if running() else 1)
    run()
except (OSError, sqlite3.Error) as e:
    sys.exit("cannot do that: %s" % e)
