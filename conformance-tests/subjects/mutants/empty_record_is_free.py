"""Wrong: an empty record means that its owner has gone."""
from _base import break_if, g, main, os

def empty(home):
    path = os.path.join(home, g.PID)
    return os.path.exists(path) and os.path.getsize(path) == 0


break_if(empty)

main()
