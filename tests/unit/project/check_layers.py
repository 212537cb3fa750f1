#!/usr/bin/python3
"""Holds the includes of every source file against the layers."""

import pathlib
import re
import sys

LAYERS = {
    "model": set(),
    "text": {"model"},
    "db": {"model", "text"},
    "markup": {"model"},
    "feed": {"model", "text", "markup"},
    "bundle": {"model", "text", "markup"},
    "store": {"model", "db", "text"},
    "connect": {"model", "markup", "feed", "bundle"},
    "server": {"model", "markup", "feed", "bundle", "text", "store", "connect"},
    "client": {"model", "markup", "db", "text", "bundle"},
    "ui": {"model", "markup", "bundle", "client"},
}
FOREIGN = {
    "gtk/": {"ui"},
    "adwaita.h": {"ui"},
    "webkit/": {"ui"},
    "libsoup/": {"connect", "server", "client"},
    "sqlite3.h": {"db", "store", "client"},
    "libxml/": {"feed"},
    "gumbo.h": {"markup"},
    "unicode/": {"text"},
    "libstemmer.h": {"text"},
}
INCLUDE = re.compile(r'^#include ["<]([^">]+)[">]', re.MULTILINE)


def problems_of(path, layer):
    for name in INCLUDE.findall(path.read_text()):
        first = name.split("/")[0]
        if first in LAYERS and first != layer and first not in LAYERS[layer]:
            yield f"{path}: {layer}/ may not include {name}"
        for foreign, allowed in FOREIGN.items():
            if name.startswith(foreign) and layer not in allowed:
                yield f"{path}: {layer}/ may not include {name}"


def main():
    root = pathlib.Path(sys.argv[1]) / "src"
    print(f"1..{len(LAYERS)}")
    for i, layer in enumerate(LAYERS, 1):
        found = [
            problem
            for path in sorted((root / layer).rglob("*.[ch]"))
            for problem in problems_of(path, layer)
        ]
        for problem in found:
            print(f"# {problem}")
        print(f"{'not ok' if found else 'ok'} {i} - {layer}")


main()
