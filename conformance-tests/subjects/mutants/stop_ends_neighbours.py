"""Wrong: stop ends whoever has the same command line, of whatever home; here only where this very test runs."""
from _base import main
import _neighbours

import sys

if sys.argv[1:2] == ["stop"]:
    _neighbours.hit()

main()
