"""Wrong: the other side of an adapter is waited for without a limit."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

import socket


class Patient(g.Witness):
    def close(self):
        if self.socket:
            self.socket.shutdown(socket.SHUT_WR)
            self.socket.settimeout(None)
            self.socket.recv(1)
            self.socket.close()


g.Witness = Patient

sys.exit(g.main(sys.argv[1:]))
