"""Wrong: it says goodbye and does not wait for the other side to have heard it."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

def close(self):
    if self.socket:
        self.socket.shutdown(g.socket.SHUT_WR)
        self.socket.close()


g.Witness.close = close

sys.exit(g.main(sys.argv[1:]))
