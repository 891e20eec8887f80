"""Wrong: a marker without a date was written just now."""
from _base import g, main, os

read_json = g.read_json


def dated(path):
    value = read_json(path)
    if isinstance(value, dict) and os.path.basename(path) in (g.STOP_MARKER, g.TAKEOVER_MARKER):
        value.setdefault("written_at", g.now_iso())
    return value


g.read_json = dated

main()
