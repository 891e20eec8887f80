"""Wrong: status asks with kill(pid, 0), and every error means dead."""
from _base import g, main, os


def status(home):
    record = g.read_record(os.path.join(home, g.PID))
    try:
        os.kill(record["pid"], 0)
        return 0
    except (OSError, TypeError):
        return 1 if record else 3


g.status = status

main()
