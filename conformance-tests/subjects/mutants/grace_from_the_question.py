"""Wrong: the grace begins when the replacer was started, so that whoever waits for its turn has none left."""
import time

from _base import g, main

terminate, asked = g.terminate, time.monotonic()


def since_the_question(home, targets):
    g.GRACE = max(0.0, g.GRACE - (time.monotonic() - asked))
    return terminate(home, targets)


g.terminate = since_the_question

main()
