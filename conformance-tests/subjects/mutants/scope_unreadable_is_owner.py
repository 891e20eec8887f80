"""Wrong: a token's lock file that cannot be read is taken for an owner."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

read_record = g.read_record


def believed(path):
    record = read_record(path)
    if record is None and path.endswith(".lock") and path.startswith(g.lock_directory()) and os.path.exists(path):
        return {"pid": os.getppid(), "start_time": g.stat_of(os.getppid())[1]}
    return record


g.read_record = believed

sys.exit(g.main(sys.argv[1:]))
