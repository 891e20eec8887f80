"""Wrong: a thread's own entry below /proc, start time included, is taken for that of a process."""
from _base import g, main


def stat_of(pid):
    try:
        fields = g.read_file_fully("/proc/%d/stat" % pid).rpartition(")")[2].split()
        return fields[0], int(fields[19]), int(fields[2])
    except OSError:
        return None


g.stat_of = stat_of

main()
