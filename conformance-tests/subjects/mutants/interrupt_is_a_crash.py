"""Wrong: Ctrl+C ends with the status of a crash."""
from _base import g, main, patched

serve = g.serve


def crashing(claim, command):
    heard = []
    wait = g.signal.sigtimedwait

    def noting(numbers, seconds):
        info = wait(numbers, seconds)
        heard.append(info.si_signo if info else 0)
        return info

    g.signal = patched(g.signal, sigtimedwait=noting)
    code = serve(claim, command)
    return 1 if heard[-1:] == [int(g.signal.SIGINT)] else code


g.serve = crashing

main()
