"""Wrong: the lock file is opened once, and the inode is not compared with the path after locking."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

opened = []
open_lock_file = g.open_lock_file


def once(path):
    if not opened:
        opened.append(open_lock_file(path))
    return os.dup(opened[0])


g.open_lock_file = once
g.names = lambda path, fd: True

sys.exit(g.main(sys.argv[1:]))
