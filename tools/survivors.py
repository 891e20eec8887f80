#!/usr/bin/env python3
"""Holds PIT's report against the list of excused mutants.

survivors.py MUTATIONS_XML EXCUSED [--list | --part]

EXCUSED has one line for each kind of mutant that may survive:

    CLASS#METHOD | DESCRIPTION | REASON
    CLASS#METHOD | DESCRIPTION | x2 | REASON      (exactly two such mutants in that method)

REASON begins with one of the words of REASONS below and a colon. CLASS is without dev.gatelock., DESCRIPTION as PIT prints it, a lambda counts as part of the method that holds it.
Exit status 1: a survivor without a reason, or a reason without a survivor. --list prints survivors as lines to fill in; --part is
for a report on some classes only: excuses for the others are not missed.
"""
import collections
import re
import sys
import xml.etree.ElementTree as xml

REASONS = {
    "same": "nothing that anybody can observe differs",
    "log": "decides only a line of log",
    "cost": "only how often it looks, waits or writes differs",
    "second": "another safeguard catches the same case",
}
DETECTED = ("KILLED", "TIMED_OUT", "MEMORY_ERROR", "RUN_ERROR", "NON_VIABLE")
PREFIX = "dev.gatelock."
KINDS = collections.Counter()


def where(mutation):
    method = re.sub(r"^lambda\$(.+)\$\d+$", r"\1", mutation.findtext("mutatedMethod"))
    return mutation.findtext("mutatedClass").removeprefix(PREFIX) + "#" + method


def what(mutation):
    description = re.sub(r"dev/gatelock/(?:\w+/)*", "", mutation.findtext("description"))
    return re.sub(r"lambda\$(\w+)\$\d+", r"\1", description)


def excuses(path):
    found = {}
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            parts = [part.strip() for part in line.split(" | ")]
            count = 1
            if len(parts) == 4 and re.fullmatch(r"x\d+", parts[2]):
                count = int(parts.pop(2)[1:])
            if len(parts) != 3 or not all(parts):
                sys.exit(f"{path}:{number}: not CLASS#METHOD | DESCRIPTION | REASON: {line}")
            if parts[2].split(":")[0] not in REASONS:
                sys.exit(f"{path}:{number}: the reason begins with none of {', '.join(REASONS)}: {line}")
            if (parts[0], parts[1]) in found:
                sys.exit(f"{path}:{number}: excused twice, give a count instead: {line}")
            found[parts[0], parts[1]] = count
            KINDS[parts[2].split(":")[0]] += count
    return found


def main():
    report, excused_path = sys.argv[1:3]
    packages = collections.defaultdict(collections.Counter)
    survivors = collections.defaultdict(list)
    classes = set()
    for mutation in xml.parse(report).getroot():
        status = mutation.get("status")
        package = mutation.findtext("mutatedClass").rsplit(".", 1)[0]
        classes.add(where(mutation).split("#")[0])
        packages[package]["all"] += 1
        if status in DETECTED:
            packages[package]["killed"] += 1
        else:
            survivors[where(mutation), what(mutation)].append((mutation.findtext("lineNumber"), status))
    if not packages:
        sys.exit("no mutants at all: nothing was tested")
    excused = excuses(excused_path)

    if "--list" in sys.argv:
        for (place, description), hits in sorted(survivors.items()):
            if excused.get((place, description), 0) != len(hits):
                lines = ",".join(line for line, _ in hits)
                times = f" | x{len(hits)}" if len(hits) > 1 else ""
                print(f"{place} | {description}{times} | :{lines} {hits[0][1][:6]}")
        return

    wrong = []
    for key, hits in sorted(survivors.items()):
        if len(hits) > excused.get(key, 0):
            lines = ", ".join(line for line, _ in hits)
            wrong.append(
                f"survives, {excused.get(key, 0)} of {len(hits)} excused: {' | '.join(key)} (line {lines})"
            )
    for key, count in sorted(excused.items()):
        if "--part" in sys.argv and key[0].split("#")[0] not in classes:
            continue
        if len(survivors.get(key, ())) < count:
            wrong.append(f"excused {count} times, survives {len(survivors.get(key, ()))}: {' | '.join(key)}")

    print(f"{'package':45} {'mutants':>7} {'killed':>7} {'excused':>7}")
    total = collections.Counter()
    for package, counts in sorted(packages.items()):
        print(f"{package:45} {counts['all']:7} {counts['killed']:7} {counts['all'] - counts['killed']:7}")
        total.update(counts)
    print(f"{'all':45} {total['all']:7} {total['killed']:7} {total['all'] - total['killed']:7}")
    print()
    for kind, meaning in REASONS.items():
        print(f"{KINDS[kind]:4} {kind:7} {meaning}")
    if wrong:
        print()
        print("\n".join(wrong))
        sys.exit(f"{len(wrong)} without a match: kill it by a test, or give a reason in {excused_path}")


if __name__ == "__main__":
    main()
