"""Wrong: it says goodbye and does not wait for the other side to have heard it."""
from _base import g, main

def close(self):
    if self.socket:
        self.socket.shutdown(g.socket.SHUT_WR)
        self.socket.close()


g.Witness.close = close

main()
