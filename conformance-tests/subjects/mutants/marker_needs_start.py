"""Wrong: a marker without a start time never matches."""
from _base import g, main

read_json = g.read_json


def strict(path):
    value = read_json(path)
    if isinstance(value, dict) and "target_pid" in value and value.get("target_start_time") is None:
        value["target_start_time"] = -1
    return value


g.read_json = strict

main()
