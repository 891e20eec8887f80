"""Wrong: it asks another user's owner to go by a marker, which is followed, and says that it may not."""
from _base import g, main

g.foreign = lambda record: False

main()
