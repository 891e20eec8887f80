"""Wrong: the record is created exclusively, and the clean-up refuses to remove a record of another pid."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

def publish_exclusively(home, name, value, write=g.write_atomically):
    if name == g.PID and os.path.lexists(os.path.join(home, name)):
        raise g.Exit(g.REFUSED, "PID file race lost to another gateway instance. Exiting.")
    write(home, name, value)


g.write_atomically = publish_exclusively

sys.exit(g.main(sys.argv[1:]))
