#!/usr/bin/python3
"""The real window on a newsroom's daemon in another process, which is killed under it.

    daemon.py --demo FOLDER -- SHEAFD sheaf
"""

import argparse
import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

from desk import Desk, run_acts  # noqa: E402
from driver import wait_until  # noqa: E402
from sheafd import FOG, TUGS, Sheafd, serve_feed  # noqa: E402


class Editor:
    """At the window, with the daemon in another room."""

    def __init__(self, daemon, desk):
        self.daemon = daemon
        self.desk = desk

    def kept(self):
        return list(self.daemon.titles("article", state="kept"))

    def pull(self):
        """What the daemon pulled is in the window."""
        self.desk.wait_articles(3)

    def keep(self):
        """What is done in the window is in the store."""
        self.desk.go_to_list()
        self.desk.key("Home")
        self.desk.go_to_article(FOG)
        self.desk.key("a")
        self.desk.has_place("Kept, 1")
        wait_until("the daemon to know", lambda: self.kept() == [FOG])

    def go_on_alone(self):
        """The window goes on while the daemon is killed, and what waited arrives once."""
        self.daemon.kill()
        self.desk.go_to_article(TUGS)
        self.desk.key("a")
        self.desk.has_place("Kept, 2")
        self.desk.tag("Tugs")
        self.desk.shot("offline")
        self.daemon.start()
        wait_until("what waited to arrive", lambda: len(self.kept()) == 2, 120)
        for title, article in self.daemon.titles("article", state="kept").items():
            history = self.daemon.history("article", article)
            states = [c for edit in history for c in edit["applied"] if c.get("field") == "state"]
            assert len(states) == 1, f"{title} was kept {len(states)} times"
        wait_until("the tag", lambda: list(self.daemon.titles("tag")) == ["Tugs"])

    def clash(self):
        """Two who give a set two titles are both asked about, and one stands."""
        self.desk.go_to_list()
        self.desk.new_set("Fog")
        article_set = wait_until("the set", lambda: self.daemon.titles("set").get("Fog"))
        self.desk.go_to_place("Fog, 1")
        self.desk.find(name="Articles of the set", role="list")

        self.daemon.kill()
        self.desk.go_to_content()
        self.desk.go_to_text("Title of the set", "shift+Tab")
        self.desk.write("Fog at noon")
        self.desk.key("Tab")
        self.desk.has_place("Fog at noon, 1, working set")
        self.daemon.start_elsewhere()
        self.daemon.edit("set", article_set,
                         {"op": "put", "field": "title", "was": "Fog", "value": "Fog and the law"})
        self.daemon.kill()
        self.daemon.start()

        self.desk.press("Compare…", role="push button", deadline=120)
        dialog = self.desk.dialog("Changed by Two")
        self.desk.find(contains="Fog at noon", where=dialog)
        self.desk.find(contains="Fog and the law", where=dialog)
        self.desk.shot("clash")
        self.desk.press("Keep Yours", role="push button", where=dialog)
        wait_until("the title to stand", lambda: list(self.daemon.titles("set")) == ["Fog at noon"])
        self.desk.shot("settled")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--demo", type=pathlib.Path, required=True)
    parser.add_argument("sheafd")
    parser.add_argument("sheaf")
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(dir=os.environ["HOME"]))

    daemon = Sheafd(options.sheafd, folder)
    daemon.add_source("Pilot's Log", serve_feed(folder / "site"))
    desk = Desk(
        [options.sheaf, "--backend", daemon.address, "--data", str(folder / "data")],
        env={"SHEAF_TOKEN": daemon.token}, shots=options.demo.resolve(),
    )
    editor = Editor(daemon, desk)
    run_acts([editor.pull, editor.keep, editor.go_on_alone, editor.clash], desk)


main()
