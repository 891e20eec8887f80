"""Wrong: the runner ends with the status of its workload although it was told to go."""
from _base import g, main

serve, end_group, status = g.serve, g.end_group, []


def remembering(child):
    end_group(child)
    status.append(128 - child.returncode if child.returncode < 0 else child.returncode)


def as_the_workload(claim, command):
    code = serve(claim, command)
    return status[0] if status and code in (g.OK, g.RESTART) else code


g.serve, g.end_group = as_the_workload, remembering

main()
