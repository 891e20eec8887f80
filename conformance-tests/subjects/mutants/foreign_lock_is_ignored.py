"""Wrong: an owner ends when its home is gone, and not when somebody else holds the file that its path names now."""
from _base import g, main, os

lost = g.lost
g.lost = lambda claim: lost(claim) and not os.path.isdir(claim.home)

main()
