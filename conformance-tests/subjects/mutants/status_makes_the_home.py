"""Wrong: status makes sure that there is a home before it looks."""
from _base import g, main, os

status = g.status


def making(home):
    os.makedirs(home, exist_ok=True)
    return status(home)


g.status = making

main()
