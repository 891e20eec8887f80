"""Wrong: the workload is killed when the runner is told to go, instead of told."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

def end_group(child):
    os.killpg(child.pid, g.signal.SIGKILL)
    child.wait()


g.end_group = end_group

sys.exit(g.main(sys.argv[1:]))
