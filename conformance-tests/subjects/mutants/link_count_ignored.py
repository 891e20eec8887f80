"""Wrong: a lock file with a second name is written."""
from _base import g, main, os, patched

import stat


class Lone:
    def __init__(self, info):
        self.st_mode, self.st_nlink = info.st_mode, 1
        self.st_dev, self.st_ino = info.st_dev, info.st_ino


fstat = os.fstat
g.os = patched(os, fstat=lambda fd: Lone(fstat(fd)))

main()
