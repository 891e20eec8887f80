"""Wrong: the end of the workload ends the runner at once; its record stays."""
from _base import g, main, os

serve, write_state, draining = g.serve, g.write_state, []


def noticing(claim, state):
    if state == "draining":
        draining.append(state)
    write_state(claim, state)


def abrupt(claim, command):
    code = serve(claim, command)
    if command and not draining:
        os._exit(code)
    return code


g.serve, g.write_state = abrupt, noticing

main()
