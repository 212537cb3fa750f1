#!/usr/bin/python3
"""Holds po/POTFILES against the tree: every file with words for people is in it, nothing else is."""

import pathlib
import re
import sys

MARKS = re.compile(r'\b(?:_|C_|N_|NC_|ngettext|g_dngettext|g_dpgettext2) ?\(|translatable="')
SUFFIXES = {".c", ".h", ".ui"}
DATA = re.compile(r"\.(?:desktop|metainfo\.xml|gschema\.xml)(?:\.in)*$")


def main():
    root = pathlib.Path(sys.argv[1])
    listed = {
        line.strip()
        for line in (root / "po" / "POTFILES").read_text().splitlines()
        if line.strip() and not line.startswith("#")
    }
    wanted = set()
    for path in (root / "src").rglob("*"):
        if path.suffix in SUFFIXES and MARKS.search(path.read_text()):
            wanted.add(str(path.relative_to(root)))
    for path in (root / "data").glob("*"):
        if DATA.search(path.name):
            wanted.add(str(path.relative_to(root)))
    problems = [f"not in po/POTFILES: {name}" for name in sorted(wanted - listed)]
    problems += [f"in po/POTFILES without need: {name}" for name in sorted(listed - wanted)]
    print("1..1")
    for problem in problems:
        print(f"# {problem}")
    print("not ok 1 - POTFILES" if problems else "ok 1 - POTFILES")


main()
