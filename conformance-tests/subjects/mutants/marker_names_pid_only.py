"""Wrong: the markers that it writes carry the pid of their target and nothing else."""
from _base import g, main

write_atomically = g.write_atomically


def short(home, name, value):
    if name in (g.TAKEOVER_MARKER, g.STOP_MARKER):
        value = {k: v for k, v in value.items() if k in ("target_pid", "written_at")}
    write_atomically(home, name, value)


g.write_atomically = short

main()
