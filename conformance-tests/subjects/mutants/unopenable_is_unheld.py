"""Wrong: a lock file that cannot be opened is replaced by a new one."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

open_lock_file = g.open_lock_file


def forcing(path):
    try:
        return open_lock_file(path)
    except PermissionError:
        os.rename(path, path + ".old")
        return open_lock_file(path)


g.open_lock_file = forcing

sys.exit(g.main(sys.argv[1:]))
