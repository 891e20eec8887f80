"""Wrong: files that nobody has written for a day have no owner, and their lock is broken."""
from _base import break_if, g, main, os

import time

break_if(lambda home: abs(time.time() - os.path.getmtime(os.path.join(home, g.PID))) > 86400)

main()
