"""Wrong: a nonce that is derived from the home, so that one claim looks like the next."""
from _base import g, main, os

import hashlib

g.new_nonce = lambda: hashlib.md5(os.environ.get("GATEWAY_HOME", "").encode()).hexdigest()

main()
