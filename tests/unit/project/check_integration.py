#!/usr/bin/python3
"""Holds the desktop entry, the bus service, the search provider and the application's actions
against each other."""

import configparser
import pathlib
import re
import sys


def read(path):
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str
    parser.read(path, encoding="utf-8")
    return parser


def main():
    entry_path, service_path, provider_path, app_id = sys.argv[1:]
    root = pathlib.Path(__file__).resolve().parents[3]
    entry = read(entry_path)
    service = read(service_path)
    provider = read(provider_path)["Shell Search Provider"]
    desktop = entry["Desktop Entry"]
    source = (root / "src/ui/sheaf-application.c").read_text(encoding="utf-8")
    actions = set(re.findall(r'\.name = "([a-z-]+)"', source))
    named = [name for name in desktop["Actions"].split(";") if name]

    checks = {
        "the entry is named as the bus knows it": pathlib.Path(entry_path).stem == app_id
        and service["D-BUS Service"]["Name"] == app_id
        and desktop["DBusActivatable"] == "true",
        "the bus starts a service": "--gapplication-service"
        in service["D-BUS Service"]["Exec"],
        "every action of the entry is one of the application": bool(named)
        and set(named) <= actions
        and all(f"Desktop Action {name}" in entry for name in named),
        "lists of feeds and addresses of feeds are opened": desktop["Exec"].endswith("%U")
        and {"text/x-opml+xml", "x-scheme-handler/feed"}
        <= set(desktop["MimeType"].split(";")),
        "the desktop's search asks the service": provider["DesktopId"] == f"{app_id}.desktop"
        and provider["BusName"] == app_id
        and provider["ObjectPath"] == "/" + app_id.replace(".", "/") + "/SearchProvider",
        "its icon is named as it is": desktop["Icon"] == app_id,
    }
    print(f"1..{len(checks)}")
    for number, (words, fine) in enumerate(checks.items(), 1):
        print("ok" if fine else "not ok", number, "-", words)


main()
