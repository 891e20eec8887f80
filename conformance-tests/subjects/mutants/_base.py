"""What the mutants share: the right implementation (subjects/python), of which each bends one thing."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402


def refuse_if(believed):
    """A start that asks the record before it asks the kernel."""
    claim_or_refuse = g.claim_or_refuse

    def checking(home):
        record = g.read_record(os.path.join(home, g.PID))
        if record and believed(record):
            raise g.Exit(g.REFUSED, "another instance, pid %d, is running" % record["pid"])
        return claim_or_refuse(home)

    g.claim_or_refuse = checking


def grace_is(seconds):
    """What seconds() says when the incumbent is asked to go is its grace, whatever was asked for."""
    terminate = g.terminate

    def with_that(home, targets):
        g.GRACE = seconds()
        return terminate(home, targets)

    g.terminate = with_that


def nobody_repairs():
    """No owner looks after its files: who judges by a damaged record finds it damaged, however late it comes."""
    g.lost = lambda claim: False


def break_if(stale):
    """A claim that exchanges the lock file for a fresh one, whoever holds the old one; nobody repairs what that is judged by."""
    nobody_repairs()
    try_claim = g.try_claim

    def breaking(home):
        claim = try_claim(home)
        if claim is None and stale(home):
            g.remove(os.path.join(home, g.LOCK))
            g.try_flock = lambda fd: True
            claim = try_claim(home)
        return claim

    g.try_claim = breaking


def flagged(work, name, what):
    """That work, guarded by a file that says that it is being done; the file stays when whoever does it dies."""

    def guarded(home):
        flag = os.path.join(home, name)
        try:
            os.close(os.open(flag, os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            raise g.Exit(g.REFUSED, "another %s is under way" % what)
        result = work(home)
        g.remove(flag)
        return result

    return guarded


def patched(module, **changed):
    """A module as the subject sees it, some of its functions exchanged."""
    copy = type("Patched", (), {name: getattr(module, name) for name in dir(module)})
    for name, function in changed.items():
        setattr(copy, name, staticmethod(function))
    return copy


def main():
    sys.exit(g.main(sys.argv[1:]))
