"""Wrong: for a token the file that was locked is not compared with the one that the path names now."""
from _base import g, main, os

names = g.names


def careless(path, fd):
    return os.path.dirname(path) == g.lock_directory() or names(path, fd)


g.names = careless

main()
