#!/usr/bin/python3
"""Lets systemd-analyze verify sheafd's unit, with the built program in the installed one's place."""

import pathlib
import re
import subprocess
import sys
import tempfile

# systemd's own words where it cannot look at units at all, as in a container.
CANNOT = ("Failed to initialize manager", "Failed to setup working directory")
SKIP = 77


def main():
    analyze, unit, program = sys.argv[1:]
    program = pathlib.Path(program).resolve()
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "sheafd.service"
        text = pathlib.Path(unit).read_text(encoding="utf-8")
        text, found = re.subn(r"(?m)^ExecStart=\S+/sheafd ", f"ExecStart={program} ", text)
        if found != 1:
            print("the unit does not start sheafd")
            return 1
        # Manual pages are looked for where they are installed.
        copy.write_text(re.sub(r"(?m)^Documentation=.*\n", "", text), encoding="utf-8")
        result = subprocess.run(
            [analyze, "verify", str(copy)], capture_output=True, text=True, check=False
        )
    words = result.stdout + result.stderr
    print(words, end="")
    if any(reason in words for reason in CANNOT):
        return SKIP
    return 1 if result.returncode or "sheafd.service" in words else 0


sys.exit(main())
