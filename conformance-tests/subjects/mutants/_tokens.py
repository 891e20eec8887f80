"""What the wrong ways to tidy up token locks have in common: they look at all of them, and take those that nobody holds."""
from _base import g, os


def each(chosen, deed):
    """deed(path, descriptor) for every file of the lock directory whose record is chosen, under its lock."""
    folder = g.lock_directory()
    for name in os.listdir(folder) if os.path.isdir(folder) else []:
        path = os.path.join(folder, name)
        record = g.read_record(path)
        if record and chosen(record):
            fd = g.open_lock_file(path)
            if g.try_flock(fd):
                deed(path, fd)
            os.close(fd)
