"""Wrong: generations are counted in the record alone, which is gone after every orderly end."""
from _base import g, main

generation_of = g.generation_of


def counted(record):
    return 0 if "gateway_state" in record else generation_of(record)


g.generation_of = counted

main()
