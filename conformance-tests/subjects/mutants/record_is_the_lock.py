"""Wrong: no record means nobody: the lock is not asked."""
from _base import break_if, g, main, os

break_if(lambda home: not os.path.exists(os.path.join(home, g.PID)))

main()
