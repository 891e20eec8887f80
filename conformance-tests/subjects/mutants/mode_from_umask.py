"""Wrong: the mode of the files is left to the umask."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

os_open = os.open
g.os = type("Os", (), {name: getattr(os, name) for name in dir(os)})
g.os.open = staticmethod(lambda path, flags, mode=0o666: os_open(path, flags, 0o666))

sys.exit(g.main(sys.argv[1:]))
