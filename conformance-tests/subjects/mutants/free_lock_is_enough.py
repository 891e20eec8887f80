"""Wrong: a live owner whose lock file was exchanged is not looked for once the lock is free."""
from _base import g, main

read_record = g.read_record
g.read_record = lambda path: {k: v for k, v in (read_record(path) or {}).items() if k != "boot_id"} or None

main()
