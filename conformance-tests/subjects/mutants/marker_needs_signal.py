"""Wrong: markers are only looked at when a signal has come."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

class Signals:
    def __getattr__(self, name):
        return getattr(g_signal, name)

    def sigtimedwait(self, watched, seconds):
        info = g_signal.sigtimedwait(watched, seconds)
        Signals.came = info is not None
        return info


g_signal, marker_names = g.signal, g.marker_names
g.signal = Signals()
g.marker_names = lambda claim, name: marker_names(claim, name) if Signals.came else None

sys.exit(g.main(sys.argv[1:]))
