"""Wrong: the lock file is opened through links."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

g.open_lock_file = lambda path: os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
g.names = lambda path, fd: True

sys.exit(g.main(sys.argv[1:]))
