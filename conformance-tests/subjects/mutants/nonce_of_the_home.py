"""Wrong: a nonce that is derived from the home, so that one claim looks like the next."""
import hashlib
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

g.new_nonce = lambda: hashlib.md5(os.environ.get("GATEWAY_HOME", "").encode()).hexdigest()

sys.exit(g.main(sys.argv[1:]))
