"""Wrong: the file of a token is opened through links, and the record is written into whatever they lead to."""
from _base import g, main, os

open_lock_file = g.open_lock_file


def through(path):
    if os.path.dirname(path) == g.lock_directory() and os.path.isfile(path):
        return os.open(path, os.O_RDWR)
    return open_lock_file(path)


def names(path, fd):
    a, b = os.stat(path), os.fstat(fd)
    return (a.st_dev, a.st_ino) == (b.st_dev, b.st_ino)


g.open_lock_file, g.names = through, names

main()
