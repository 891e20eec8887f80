"""Wrong: Ctrl+C tidies everything up, the lock file too; only a restart, or a stop, leaves it."""
from _base import g, main, os, patched

serve = g.serve


def tidying(claim, command):
    heard = []
    wait = g.signal.sigtimedwait

    def noting(numbers, seconds):
        info = wait(numbers, seconds)
        heard.append(info.si_signo if info else 0)
        return info

    g.signal = patched(g.signal, sigtimedwait=noting)
    code = serve(claim, command)
    if heard[-1:] == [int(g.signal.SIGINT)]:
        g.remove(os.path.join(claim.home, g.LOCK))
    return code


g.serve = tidying

main()
