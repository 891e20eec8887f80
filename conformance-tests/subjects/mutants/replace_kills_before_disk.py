"""Wrong: --replace ends the incumbent without having tried whether it can write anything, as on a full disk."""
from _base import g, main, os

g.make_room = lambda home: os.path.join(home, "no-room-was-made")

main()
