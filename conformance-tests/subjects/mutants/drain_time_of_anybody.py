"""Wrong: how long an owner needs is kept in the state file when the next one writes it, and believed for ever."""
from _base import g, main, os

write_atomically = g.write_atomically


def keeping(home, name, content):
    before = g.read_json(os.path.join(home, name)) if name == g.STATE else None
    kept = {key: before[key] for key in before or {} if key == "drain_seconds"}
    write_atomically(home, name, dict(content, **kept))


g.write_atomically = keeping

main()
