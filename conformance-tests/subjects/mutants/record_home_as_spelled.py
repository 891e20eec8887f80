"""Wrong: the record says the home as it was given, so that one home has as many names as spellings."""
from _base import g, main, os, patched

g.os = patched(os, path=patched(os.path, realpath=os.path.abspath))

main()
