"""Wrong: a lock file that we may not write is removed where the directory lets us, and made anew."""
from _base import break_if, g, main, os

break_if(lambda home: os.path.exists(os.path.join(home, g.LOCK)) and not os.access(os.path.join(home, g.LOCK), os.W_OK))

main()
