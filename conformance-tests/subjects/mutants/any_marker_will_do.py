"""Wrong: a planned-stop marker counts for whoever finds it."""
from _base import g, main, os

read_json = g.read_json


def mine(path):
    value = read_json(path)
    if isinstance(value, dict) and "stopper_pid" in value:
        value["target_pid"], value["target_start_time"] = os.getpid(), None
        value["target_nonce"] = None
    return value


g.read_json = mine

main()
