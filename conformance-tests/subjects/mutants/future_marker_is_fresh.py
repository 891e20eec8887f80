"""Wrong: only old markers expire, not those from the future."""
from _base import g, main

read_json = g.read_json


def young(path):
    value = read_json(path)
    if isinstance(value, dict) and str(value.get("written_at")) > g.now_iso():
        value["written_at"] = g.now_iso()
    return value


g.read_json = young

main()
