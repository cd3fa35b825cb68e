#!/usr/bin/env python3
"""Fails when a test was skipped that the allow-list does not name, or when no test ran.

Usage: check_skips.py RESULTS.xml ALLOWED.txt    RESULTS.xml is what ctest --output-junit wrote.

A line of the allow-list is: PATTERN | reason. The pattern has * and ? and stands for whole test names.
"""
import fnmatch
import re
import sys
import xml.etree.ElementTree as ElementTree


def read_allowed(path):
    allowed = []
    with open(path, encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            pattern, bar, reason = (part.strip() for part in line.partition("|"))
            if not bar or not pattern or not reason:
                sys.exit(f"{path}:{number}: write 'PATTERN | reason', found '{line}'")
            allowed.append((pattern, reason))
    return allowed


def main():
    results, allow_list = sys.argv[1:3]
    allowed = read_allowed(allow_list)
    cases = list(ElementTree.parse(results).getroot().iter("testcase"))
    if not cases:
        sys.exit(f"{results}: no test ran")
    # ctest writes "notrun" for a skipped test and "disabled" for a disabled one, which is a skip to us.
    skipped = [case for case in cases if case.find("skipped") is not None or case.get("status") in ("notrun", "disabled")]
    unexpected = 0
    for case in skipped:
        name = case.get("name", "")
        reasons = [reason for pattern, reason in allowed if fnmatch.fnmatchcase(name, pattern)]
        if reasons:
            print(f"skipped as allowed: {name} ({reasons[0]})", file=sys.stderr)
            continue
        unexpected += 1
        output = case.findtext("system-out") or ""
        why = re.search(r"Skipped\n(.*)", output)
        print(f"SKIPPED, but {allow_list} does not name it: {name}{': ' + why.group(1).strip() if why else ''}", file=sys.stderr)
    print(f"{len(cases)} tests, {len(skipped)} skipped, {unexpected} of them not allowed", file=sys.stderr)
    sys.exit(1 if unexpected else 0)


if __name__ == "__main__":
    main()
