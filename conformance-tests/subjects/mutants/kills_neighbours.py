"""Wrong: --replace and stop end whoever has the same command line, of whatever home; here only where this very test runs."""
from _base import main
import _neighbours

_neighbours.hit()

main()
