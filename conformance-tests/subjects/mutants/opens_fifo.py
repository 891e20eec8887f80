"""Wrong: a record is opened as if it were a regular file."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

def read_file(path, limit=65536):
    try:
        with open(path, "rb") as f:
            return f.read()
    except FileNotFoundError:
        return None


g.read_file = read_file

sys.exit(g.main(sys.argv[1:]))
