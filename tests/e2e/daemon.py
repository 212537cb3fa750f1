#!/usr/bin/python3
"""The real window on a newsroom's daemon in another process, which is killed under it.

    daemon.py --demo FOLDER -- SHEAFD sheaf
"""

import argparse
import atexit
import functools
import http.server
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import urllib.request
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

from desk import Desk  # noqa: E402
from driver import wait_until  # noqa: E402

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Pilot's Log</title><link>https://pilot.example/</link>
<description>From the bridge</description>
<item><guid>a</guid><title>Fog closes the outer harbour</title>
<link>https://pilot.example/fog</link><pubDate>Tue, 03 Nov 2026 08:00:00 GMT</pubDate>
<description>No ship over fifty metres may enter before noon.</description></item>
<item><guid>b</guid><title>Two tugs for the price of one</title>
<link>https://pilot.example/tugs</link><pubDate>Tue, 03 Nov 2026 07:00:00 GMT</pubDate>
<description>The older of the two has outlived three owners.</description></item>
<item><guid>c</guid><title>The light on Tern Rock is electric at last</title>
<link>https://pilot.example/light</link><pubDate>Tue, 03 Nov 2026 06:00:00 GMT</pubDate>
<description>Its keeper keeps the old lamp.</description></item>
</channel></rss>
"""


class Daemon:
    """sheafd on a store of its own."""

    def __init__(self, program, folder):
        self.program = program
        self.store = f"sqlite:{folder}/desk.db"
        self.listen = "127.0.0.1:0"
        self.process = None
        atexit.register(self.kill)
        self.start()
        self.token = subprocess.run(
            [program, "token", "add", "--store", self.store, "--name", "Ada", "--role", "editor"],
            check=True, capture_output=True, text=True,
        ).stdout.split()[-1]

    def start(self):
        self.process = subprocess.Popen(
            [self.program, "--listen", self.listen, "--store", self.store,
             "--allow-address", "127.0.0.0/8"],
            stdout=subprocess.PIPE, text=True,
        )
        self.address = next(
            word for word in self.process.stdout.readline().split() if word.startswith("http://")
        ).rstrip("/")
        self.listen = self.address.removeprefix("http://")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def call(self, method, path, body=None):
        request = urllib.request.Request(
            self.address + path, method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def edit(self, kind, entity, change):
        """An edit that a colleague makes."""
        edit = {
            "id": str(uuid.uuid4()), "group": str(uuid.uuid4()), "entity": kind,
            "entity_id": entity, "at": "2026-11-03T09:00:00.000Z", "changes": [change],
        }
        result = self.call("POST", "/v1/edits", {"edits": [edit]})["results"][0]
        assert not result["clashes"], result

    def add_source(self, address):
        source = str(uuid.uuid4())
        value = {"type": "feed", "title": "Pilot's Log", "address": address}
        self.edit("source", source, {"op": "create", "value": value})
        self.call("POST", f"/v1/sources/{source}/refresh")

    def sets(self):
        return {item["title"]: item["id"] for item in self.call("GET", "/v1/sets")["items"]}

    def kept(self):
        return {item["title"]: item["id"]
                for item in self.call("GET", "/v1/articles?state=kept")["items"]}


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


def serve(folder):
    """A publisher's server, on a port of its own."""
    (folder / "feed.xml").write_text(FEED, encoding="utf-8")
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=folder)
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/feed.xml"


def pull(daemon, desk):
    """What the daemon pulled is in the window."""
    desk.wait_articles(3)


def keep(daemon, desk):
    """What is done in the window is in the store."""
    desk.go_to_list()
    desk.key("Home")
    desk.go_to_article("Fog closes the outer harbour")
    desk.key("a")
    desk.has_place("Kept, 1")
    wait_until("the daemon to know", lambda: list(daemon.kept()) == ["Fog closes the outer harbour"])


def go_on_alone(daemon, desk):
    """The window goes on while the daemon is killed, and what waited arrives once."""
    daemon.kill()
    desk.go_to_article("Two tugs for the price of one")
    desk.key("a")
    desk.has_place("Kept, 2")
    desk.tag("Tugs")
    desk.shot("offline")
    daemon.start()
    wait_until("what waited to arrive", lambda: len(daemon.kept()) == 2, 120)
    for title, article in daemon.kept().items():
        history = daemon.call("GET", f"/v1/history/article/{article}")["items"]
        states = [c for edit in history for c in edit["applied"] if c.get("field") == "state"]
        assert len(states) == 1, f"{title} was kept {len(states)} times"
    wait_until("the tag", lambda: [t["name"] for t in daemon.call("GET", "/v1/tags")["items"]]
               == ["Tugs"])


def clash(daemon, desk):
    """Two who give a set two titles are both asked about, and one stands."""
    desk.go_to_list()
    desk.new_set("Fog")
    article_set = wait_until("the set", lambda: daemon.sets().get("Fog"))
    desk.go_to_place("Fog, 1")
    desk.find(name="Articles of the set", role="list")
    home = daemon.listen

    daemon.kill()
    desk.go_to_content()
    desk.go_to_text("Title of the set", "shift+Tab")
    desk.write("Fog at noon")
    desk.key("Tab")
    desk.has_place("Fog at noon, 1, working set")
    daemon.listen = "127.0.0.1:0"
    daemon.start()
    daemon.edit("set", article_set,
                {"op": "put", "field": "title", "was": "Fog", "value": "Fog and the law"})
    daemon.kill()
    daemon.listen = home
    daemon.start()

    desk.press("Compare…", role="push button", deadline=120)
    dialog = desk.find_where(
        "both sides",
        lambda node: node.name == "Changed by Two" and node.role in ("dialog", "window", "frame"),
    )
    desk.find(contains="Fog at noon", where=dialog)
    desk.find(contains="Fog and the law", where=dialog)
    desk.shot("clash")
    desk.press("Keep Yours", role="push button", where=dialog)
    wait_until("the title to stand", lambda: list(daemon.sets()) == ["Fog at noon"])
    desk.shot("settled")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--demo", type=pathlib.Path, required=True)
    parser.add_argument("sheafd")
    parser.add_argument("sheaf")
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(dir=os.environ["HOME"]))
    (folder / "site").mkdir()
    acts = [pull, keep, go_on_alone, clash]

    print(f"1..{len(acts)}")
    daemon = Daemon(options.sheafd, folder)
    daemon.add_source(serve(folder / "site"))
    desk = Desk(
        [options.sheaf, "--backend", daemon.address, "--data", str(folder / "data")],
        env={"SHEAF_TOKEN": daemon.token}, shots=options.demo.resolve(),
    )
    for i, act in enumerate(acts, 1):
        act(daemon, desk)
        print(f"ok {i} - {act.__doc__}", flush=True)

    status = desk.quit()
    assert status == 0, f"the application ended with status {status}"


main()
