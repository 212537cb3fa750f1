#!/usr/bin/python3
"""Holds the translations against their format strings, and wants them whole."""

import pathlib
import re
import subprocess
import sys


def problems_of(path):
    result = subprocess.run(
        ["msgfmt", "--check", "--statistics", "-o", "/dev/null", str(path)],
        capture_output=True,
        text=True,
        check=False,
        env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
    )
    if result.returncode:
        yield from result.stderr.strip().splitlines()
    for kind in ("fuzzy", "untranslated"):
        for number in re.findall(rf"(\d+) {kind}", result.stderr):
            yield f"{number} {kind} in {path.name}"


def main():
    po = pathlib.Path(sys.argv[1]) / "po"
    languages = [
        word
        for line in (po / "LINGUAS").read_text(encoding="utf-8").splitlines()
        for word in line.split("#")[0].split()
    ]
    print(f"1..{len(languages) + 1}")
    files = {path.stem for path in po.glob("*.po")}
    print("ok" if files == set(languages) else "not ok", "1 - LINGUAS names every translation")
    for number, language in enumerate(languages, 2):
        found = list(problems_of(po / f"{language}.po"))
        for problem in found:
            print(f"# {problem}")
        print("not ok" if found else "ok", number, "-", language)


main()
