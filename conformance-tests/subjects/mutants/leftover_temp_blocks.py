"""Wrong: the temporary file of the record has a fixed name, and one that a dead writer left is in the way for ever."""
from _base import g, main, os

import json


def write(home, name, value):
    temp = os.path.join(home, name + ".tmp")
    fd = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.write(fd, json.dumps(value).encode())
    os.close(fd)
    os.rename(temp, os.path.join(home, name))


g.write_atomically = write

main()
