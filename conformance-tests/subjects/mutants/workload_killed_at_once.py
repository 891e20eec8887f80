"""Wrong: the workload is killed when the runner is told to go, instead of told."""
from _base import g, main, os

def end_group(child):
    os.killpg(child.pid, g.signal.SIGKILL)
    child.wait()


g.end_group = end_group

main()
