"""Wrong: the workload neither inherits the lock nor dies with the runner."""
from _base import g, main, patched

import subprocess

popen = subprocess.Popen
g.subprocess = patched(subprocess, Popen=lambda command, pass_fds, preexec_fn: popen(command, preexec_fn=preexec_fn))

main()
