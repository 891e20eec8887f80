"""Wrong: a process with the word in its command line is a gateway."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

claim_or_refuse = g.claim_or_refuse


def checking(home):
    record = g.read_record(os.path.join(home, g.PID))
    if record:
        try:
            with open("/proc/%d/cmdline" % record["pid"], "rb") as f:
                if b"gateway" in f.read():
                    raise g.Exit(g.REFUSED, "a gateway, pid %d, is running" % record["pid"])
        except OSError:
            pass
    return claim_or_refuse(home)


g.claim_or_refuse = checking

sys.exit(g.main(sys.argv[1:]))
