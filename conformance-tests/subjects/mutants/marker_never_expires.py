"""Wrong: a marker is valid for ever."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

read_json = g.read_json


def fresh(path):
    value = read_json(path)
    if isinstance(value, dict) and "written_at" in value:
        value["written_at"] = g.now_iso()
    return value


g.read_json = fresh

sys.exit(g.main(sys.argv[1:]))
