"""Wrong: the recorded number goes into a system call whatever its size."""
from _base import g, main, os

read_json = g.read_json


def probing(path):
    value = read_json(path)
    if isinstance(value, dict) and isinstance(value.get("pid"), (int, float)):
        value["pid"] = int(value["pid"])
        try:
            os.getpgid(value["pid"])
        except OSError:
            pass
    return value


g.read_json = probing

main()
