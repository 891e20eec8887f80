"""Wrong: a live process with the recorded pid is another instance, whatever the lock says."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

claim_or_refuse = g.claim_or_refuse


def checking(home):
    record = g.read_record(os.path.join(home, g.PID))
    if record and record["pid"] != os.getpid() and os.path.exists("/proc/%d" % record["pid"]):
        raise g.Exit(g.REFUSED, "another instance, pid %d, is running" % record["pid"])
    return claim_or_refuse(home)


g.claim_or_refuse = checking

sys.exit(g.main(sys.argv[1:]))
