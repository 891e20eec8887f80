"""Wrong: generations are counted in the record alone, which is gone after every orderly end."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

generation_of = g.generation_of


def counted(record):
    return 0 if "gateway_state" in record else generation_of(record)


g.generation_of = counted

sys.exit(g.main(sys.argv[1:]))
