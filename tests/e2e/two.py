#!/usr/bin/python3
"""Two editors at two real windows on one newsroom's daemon.

    two.py --demo FOLDER -- SHEAFD sheaf

“At the same time” is while the daemon is stopped in its tracks: what each does then is done
without knowing of the other.
"""

import argparse
import contextlib
import os
import pathlib
import signal
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

from desk import Desk, run_acts  # noqa: E402
from driver import wait_until  # noqa: E402
from sheafd import FOG, LIGHT, TUGS, Sheafd, serve_feed  # noqa: E402

NOTE = "Who pays for the third tug?"
HEADLINE = "A lamp is not a plan"
BODY = "The fog came in.\n\nThe lamp went out."


class TwoEditors:
    def __init__(self, daemon, ada, bo):
        self.daemon = daemon
        self.ada = ada
        self.bo = bo
        self.both = (ada, bo)

    @contextlib.contextmanager
    def at_the_same_time(self):
        self.daemon.process.send_signal(signal.SIGSTOP)
        yield
        self.daemon.process.send_signal(signal.SIGCONT)

    def set_title(self, desk, title):
        desk.go_to_content()
        desk.go_to_text("Title of the set", "shift+Tab")
        desk.write(title)
        desk.key("Tab")
        desk.find(contains=f"{title}, ", role="list item")

    def open_text(self, desk):
        desk.open_item("Editorials, 1")
        desk.go_to_content()
        return desk.go_to_text("Text of the editorial")

    def body(self):
        return self.daemon.get("editorial", self.editorial)["body"]

    def is_asked(self, desk):
        """Whether the bar that asks is shown; GTK still tells of it when it has slid away."""
        label = desk.find_now(contains="A colleague changed", role="label")
        return label is not None and " 0 " not in label.name

    # --- what is tested

    def appears(self):
        """What one does appears in the other's window, where nobody has clicked"""
        for desk in self.both:
            desk.wait_articles(3)
        self.ada.go_to_list()
        self.ada.key("Home")
        self.ada.go_to_article(FOG)
        self.ada.new_set("Fog")
        self.bo.has_place("Fog, 1")
        self.bo.has_place("Kept, 1")
        self.bo.go_to_list()
        self.bo.key("Home")
        self.bo.go_to_article(TUGS)
        self.bo.tag("Tugs")
        self.bo.go_to_list()
        self.bo.add_to_set("Fog")
        for desk in self.both:
            desk.find(contains="Fog, 2", role="list item")
            desk.has_place("Kept, 2")
            desk.has_place("Tags, 1")
        self.article_set = self.daemon.titles("set")["Fog"]

    def merges(self):
        """Both work on one set at the same time: fields, members and their order merge"""
        for desk in self.both:
            desk.go_to_place("Fog, 2")
            wait_until("the cards", lambda: desk.cards() == [FOG, TUGS])
        with self.at_the_same_time():
            self.set_title(self.ada, "Fog at sea")
            self.ada.go_to_place("Inbox, 1")
            self.ada.go_to_list()
            self.ada.go_to_article(LIGHT)
            self.ada.key("s")
            self.ada.find(contains="Fog at sea, 3", role="list item")
            self.ada.go_to_place("Fog at sea, 3")

            self.bo.go_to_content()
            self.bo.go_to_card(TUGS)
            self.bo.key("alt+Home")
            wait_until("another lead", lambda: self.bo.cards() == [TUGS, FOG])
            self.bo.go_to_text("Note to the desk", "shift+Tab")
            self.bo.write(NOTE)
            self.bo.key("Tab")
        for desk in self.both:
            desk.find(contains="Fog at sea, 3", role="list item")
            wait_until("the same order in both", lambda: desk.cards() == [TUGS, FOG, LIGHT])
            desk.find_text(NOTE)
            assert not self.is_asked(desk), "somebody is asked"
        self.ada.shot("merged")
        stands = self.daemon.get("set", self.article_set)
        assert (stands["title"], stands["note"]) == ("Fog at sea", NOTE), stands
        keys = [member["key"] for member in stands["members"]]
        assert len(keys) == len(set(keys)) == 3, keys

    def text_merges(self):
        """Text that both write at two places of an editorial merges"""
        self.editorial = self.daemon.create(
            "editorial", headline=HEADLINE, body=BODY, language="en", status="draft"
        )
        for desk in self.both:
            self.open_text(desk)
        with self.at_the_same_time():
            self.ada.key("ctrl+Home")
            self.ada.type("At noon: ")
            self.ada.key("alt+1")
            self.bo.key("ctrl+End")
            self.bo.type(" Nobody saw it.")
            self.bo.key("alt+1")
        merged = f"At noon: {BODY} Nobody saw it."
        wait_until("the text to be merged", lambda: self.body() == merged)
        for desk in self.both:
            wait_until("the text in both windows",
                       lambda: desk.find_text_now("At noon") is not None
                       and desk.find_text_now("Nobody saw it.") is not None)
            assert not self.is_asked(desk), "somebody is asked"

    def clash(self):
        """One title against another is asked about in exactly one of the windows, with both sides"""
        for desk in self.both:
            desk.go_to_place("Fog at sea, 3")
            desk.find(name="Articles of the set", role="list")
        with self.at_the_same_time():
            self.set_title(self.ada, "Fog and law")
            self.set_title(self.bo, "Fog and order")
        asked = wait_until("one of them to be asked", lambda: next(
            (desk for desk in self.both if self.is_asked(desk)), None), 120)
        other = self.bo if asked is self.ada else self.ada
        stands = self.daemon.get("set", self.article_set)["title"]
        other.find(contains=f"{stands}, 3", role="list item")
        assert not self.is_asked(other), "both are asked"

        asked.press("Compare…", role="push button")
        dialog = asked.dialog("Changed by Two")
        # What each wrote is marked against what there was before.
        for word in ("law", "order"):
            asked.find(contains=word, role="label", where=dialog)
        asked.shot("clash")
        asked.press("Keep Yours", role="push button", where=dialog)
        mine = "Fog and law" if asked is self.ada else "Fog and order"
        for desk in self.both:
            desk.find(contains=f"{mine}, 3", role="list item")
            wait_until("nobody to be asked", lambda: not self.is_asked(desk))
        assert self.daemon.get("set", self.article_set)["title"] == mine

    def undo_asks(self):
        """To undo what a colleague has since changed is asked about"""
        self.ada.go_to_place("Kept, 3")
        self.ada.go_to_list()
        self.ada.key("Home")
        self.ada.go_to_article(LIGHT)
        self.ada.key("x")
        for desk in self.both:
            desk.has_place("Dismissed, 1")
        self.bo.go_to_place("Dismissed, 1")
        self.bo.go_to_list()
        self.bo.key("Home")
        self.bo.key("i")
        for desk in self.both:
            desk.has_place("Inbox, 1")
        self.ada.go_to_list()
        self.ada.key("u")
        self.ada.press("Compare…", role="push button")
        dialog = self.ada.dialog("Changed by Two")
        self.ada.shot("undo")
        self.ada.press("Keep Theirs", role="push button", where=dialog)
        wait_until("nobody to be asked", lambda: not self.is_asked(self.ada))
        article = self.daemon.titles("article")[LIGHT]
        assert self.daemon.get("article", article)["state"] == "inbox"

    def refused(self):
        """One whose token was revoked is told so, goes on, and loses nothing; the other goes on"""
        self.open_text(self.bo)
        self.daemon.revoke_token("Bo")
        self.bo.key("ctrl+End")
        self.bo.type(" But we did.")
        self.bo.key("alt+1")
        self.bo.find(contains="The backend refuses the token")
        self.bo.shot("refused")
        self.ada.go_to_place("Inbox, 1")
        self.ada.go_to_list()
        self.ada.key("a")
        self.ada.has_place("Kept, 3")
        self.bo.key("ctrl+shift+e")
        self.bo.wait_focused("the headline", lambda node: node.name.startswith("Headline"))
        self.bo.write("Written without a token")
        self.bo.key("Tab")
        self.bo.has_place("Editorials, 2")
        assert "But we did." not in self.body(), "it got through without a token"

        assert self.bo.quit() == 0
        self.bo.environment["SHEAF_TOKEN"] = self.daemon.add_token("Bo")
        self.bo.start()
        wait_until("what was typed to arrive", lambda: self.body().endswith(" But we did."))
        self.ada.has_place("Editorials, 2")
        self.bo.has_place("Kept, 3")
        wait_until("what was written to arrive", lambda: sorted(self.daemon.titles("editorial"))
                   == [HEADLINE, "Written without a token"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--demo", type=pathlib.Path, required=True)
    parser.add_argument("sheafd")
    parser.add_argument("sheaf")
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(dir=os.environ["HOME"]))

    daemon = Sheafd(options.sheafd, folder)
    daemon.add_source("Pilot's Log", serve_feed(folder / "feed"))
    ada, bo = (
        Desk([options.sheaf, "--backend", daemon.address, "--data", str(folder / name / "data")],
             env={"SHEAF_TOKEN": token, "XDG_CONFIG_HOME": str(folder / name)},
             shots=options.demo.resolve() / name)
        for name, token in (("ada", daemon.token), ("bo", daemon.add_token("Bo")))
    )
    editors = TwoEditors(daemon, ada, bo)
    run_acts([editors.appears, editors.merges, editors.text_merges, editors.clash,
              editors.undo_asks, editors.refused], ada, bo)


main()
