"""Wrong: bytes that are no UTF-8 end the start."""
from _base import g, main

read_json = g.read_json


def decoding(path):
    data = g.read_file(path)
    if data is not None:
        data.decode("utf-8")
    return read_json(path)


g.read_json = decoding

main()
