"""Wrong: /proc/PID/stat is read with a pattern that ends at the first parenthesis; what does not match may be the owner."""
from _base import main, refuse_if

import re


def unknown(record):
    try:
        with open("/proc/%d/stat" % record["pid"]) as f:
            return not re.match(r"\d+ \([^)]*\) \S( -?\d+){19}", f.read())
    except OSError:
        return False


refuse_if(unknown)

main()
