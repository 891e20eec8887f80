"""Wrong: of a workload only the first process is ended."""
from _base import g, main

def end_first(child):
    child.terminate()
    g.wait_for(lambda: child.poll() is not None, 5)


g.end_group = end_first

main()
