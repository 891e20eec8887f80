"""For mutants of Ctrl+C: serve, and another end of it where that was what ended it."""
from _base import g, patched

serve = g.serve


def after_interrupt(change):
    """change(claim, code) gives the exit status of a run that SIGINT has ended."""

    def served(claim, command):
        heard = []
        wait = g.signal.sigtimedwait

        def noting(numbers, seconds):
            info = wait(numbers, seconds)
            heard.append(info.si_signo if info else 0)
            return info

        g.signal = patched(g.signal, sigtimedwait=noting)
        code = serve(claim, command)
        return change(claim, code) if heard[-1:] == [int(g.signal.SIGINT)] else code

    g.serve = served
