"""Wrong: the adapters are started before the claim is made."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

Base = g.Witness
early = Base()
claim_or_refuse, by_replacing = g.claim_or_refuse, g.claim_by_replacing


def first_adapters(claim):
    def both(home):
        Base.open(early)
        return claim(home)
    return both


class Late(Base):
    def open(self):
        self.socket = early.socket


g.claim_or_refuse, g.claim_by_replacing = first_adapters(claim_or_refuse), first_adapters(by_replacing)
g.Witness = Late

sys.exit(g.main(sys.argv[1:]))
