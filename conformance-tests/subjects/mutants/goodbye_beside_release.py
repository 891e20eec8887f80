"""Wrong: the lock is given up beside the closing of the adapter, which takes a while, and not after it."""
from _base import g, main

import threading
import time

serve, release, Right = g.serve, g.release, g.Witness
beside = []


def serve_and_release(claim, command):
    code = serve(claim, command)
    beside.append(threading.Thread(target=release, args=(claim,)))
    beside[0].start()
    return code


class Slow(Right):
    def close(self):
        time.sleep(0.5)
        super().close()


g.serve, g.release, g.Witness = serve_and_release, lambda claim: beside[0].join() if beside else release(claim), Slow

main()
