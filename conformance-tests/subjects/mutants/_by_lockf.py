"""What some mutants share: an fcntl lock on the lock file instead of flock, and none on the home."""
import errno
import fcntl

from _base import g, os

try_flock, read_file, read_file_fully = g.try_flock, g.read_file, g.read_file_fully
held = {}


def failed(error):
    """What any other error than contention means."""
    raise error


def try_lockf(fd):
    path = os.readlink("/proc/self/fd/%d" % fd)
    if os.path.isdir(path):
        return True
    if os.path.basename(path).split(" ")[0] != g.LOCK:
        return try_flock(fd)
    try:
        fcntl.lockf(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as e:
        if e.errno in (errno.EAGAIN, errno.EACCES):
            return False
        failed(e)
    held[path] = fd
    return True


def read_through_lock(path, limit=65536):
    """Closing another descriptor of a file of which one has the lock would give it up."""
    if path not in held:
        return read_file(path, limit)
    try:
        return os.pread(held[path], limit, 0)
    except OSError:
        return None


def free(home):
    fd = g.open_lock_file(os.path.join(home, g.LOCK))
    try:
        return try_lockf(fd)
    finally:
        os.close(fd)


g.try_flock, g.read_file, g.free = try_lockf, read_through_lock, free
g.read_file_fully = lambda path: read_file_fully(path).replace("POSIX", "FLOCK")  # as the kernel lists them
