"""Wrong: SIGHUP ends it without any clean-up."""
from _base import g, main, patched

import signal

g.signal = patched(signal, sigtimedwait=lambda numbers, seconds: signal.sigtimedwait(numbers - {signal.SIGHUP}, seconds),
                   pthread_sigmask=lambda how, numbers: signal.pthread_sigmask(how, numbers - {signal.SIGHUP}))

main()
