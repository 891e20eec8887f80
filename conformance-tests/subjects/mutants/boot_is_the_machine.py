"""Wrong: what is called boot id is the same after every boot."""
from _base import g, main

g.boot_id = lambda: "00000000-0000-4000-8000-00000000beef"

main()
