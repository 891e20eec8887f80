"""Wrong: a replacer voids every token lock with the pid of the replaced one, whoever had that pid then."""
from _base import g, main, os
from _tokens import each

g.void_scopes = lambda replaced: each(
    lambda record: record["pid"] == replaced["pid"], lambda path, fd: os.ftruncate(fd, 0))

main()
