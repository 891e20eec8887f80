#!/usr/bin/env python3
"""Holds what a run of the tests has skipped against the list of excuses.

skipped.py EXCUSED [DIRECTORY] [--part]

EXCUSED has one line for each kind of test that may be skipped:

    CLASS | TEST | REASON

CLASS is without dev.gatelock., TEST and REASON are regular expressions that match the whole name and the whole message of the
skip. A class with tests of which there is no report at all, because the build does not choose it, counts as skipped: TEST is "all"
and REASON "not chosen". DIRECTORY is the root of a clone, the default is this one. --part is for a run of some classes only: the
others are not missed. Exit status 1: a skip without an excuse, an excuse that is no line of that form, or no report at all; an
excuse that nobody needs is told.
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as xml

PREFIX = "dev.gatelock."
TESTS = re.compile(r"^\s*@(?:Test|TestFactory|ParameterizedTest|RepeatedTest|Property|Example)\b", re.MULTILINE)


def excuses(path):
    found = []
    for number, line in enumerate(pathlib.Path(path).read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split(" | ")]
        if len(parts) != 3 or not all(parts):
            sys.exit(f"{path}:{number}: not CLASS | TEST | REASON: {line}")
        found.append((parts[0], re.compile(parts[1]), re.compile(parts[2], re.DOTALL)))
    return found


def skips(root):
    reports = sorted(root.glob("*/target/*-reports/TEST-*.xml"))
    if not reports:
        sys.exit(f"{root}: no reports; run the tests first")
    for report in reports:
        for test in xml.parse(report).iter("testcase"):
            skipped = test.find("skipped")
            if skipped is not None:
                message = skipped.get("message") or (skipped.text or "").strip().partition("\n")[0]
                yield test.get("classname").removeprefix(PREFIX), test.get("name") or "", message


def unreported(root):
    for source in sorted(root.glob("*/src/test/java/**/*.java")):
        if TESTS.search(source.read_text(encoding="utf-8")):
            module = root / source.relative_to(root).parts[0]
            name = ".".join(source.relative_to(module / "src/test/java").with_suffix("").parts)
            if not list(module.glob(f"target/*-reports/TEST-{name}.xml")):
                yield name.removeprefix(PREFIX), "all", "not chosen"


def main(arguments):
    part = "--part" in arguments
    arguments = [argument for argument in arguments if argument != "--part"]
    if len(arguments) not in (1, 2):
        sys.exit(__doc__)
    root = pathlib.Path(arguments[1]) if len(arguments) > 1 else pathlib.Path(__file__).resolve().parent.parent
    allowed = excuses(arguments[0])
    used, bad, count = set(), 0, 0
    found = list(skips(root)) + ([] if part else list(unreported(root)))
    for where, name, message in found:
        count += 1
        excuse = next((e for e in allowed if e[0] == where and e[1].fullmatch(name) and e[2].fullmatch(message)), None)
        if excuse:
            used.add(excuse)
        else:
            bad += 1
            print(f"skipped, and nobody has excused it: {where} | {name} | {message}")
    for excuse in allowed:
        if excuse not in used and not part:
            print(f"excused, but not skipped in this run: {excuse[0]} | {excuse[1].pattern}")
    print(f"{count} skipped, {bad} of them without an excuse")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
