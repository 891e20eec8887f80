"""Wrong: a replaced runner ends with the status of its workload."""
from _base import g, main

serve, end_group, marker_names, status, asked = g.serve, g.end_group, g.marker_names, [], []


def remembering(child):
    end_group(child)
    status.append(128 - child.returncode if child.returncode < 0 else child.returncode)


def noting(claim, name):
    marker = marker_names(claim, name)
    if marker:
        asked.append(name)
    return marker


def as_the_workload(claim, command):
    code = serve(claim, command)
    return status[0] if status and asked[:1] == [g.TAKEOVER_MARKER] else code


g.serve, g.end_group, g.marker_names = as_the_workload, remembering, noting

main()
