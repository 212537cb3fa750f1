#!/usr/bin/python3
"""The main job in the real window, from the first pull to the published page.

    walk.py --demo FOLDER -- sheaf --sample

Leaves a picture of each step and the published bundle in FOLDER; ends with 0 if all is as it
must be, otherwise says which step failed and writes what the window showed to FOLDER/tree.txt.
"""

import argparse
import contextlib
import json
import pathlib
import shutil
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

from desk import Desk  # noqa: E402
from driver import wait_until  # noqa: E402
from page import missing, words_of  # noqa: E402

ARTICLES = 120
FOUND = 10  # articles about “ferry”, at least: those that were read are searched whole

SET = "A boat for the winter"
SLUG = "a-boat-for-the-winter"
TAG = "Ferries"
HEADLINE = "What nine votes to two are worth"
STANDFIRST = "Port Alma has decided what the islands have been asking for."
SUMMARY = "From 1 March a boat sails to the islands all year. Who pays, who gains, who waits."
OPENING = "The council has **decided**, and the islands have heard promises before."

LEAD = "Port Alma council approves year-round ferry to the islands"
CITED = "Year-round ferry agreed: first sailing 1 March"
OPPOSING = "The islands' ferry is a good cause and a bad contract"
SOLD = "Alma Line sells 2,300 season tickets in a day, most of them in the city"
SOLD_HERE = "Season tickets: 2,300 in a day"
DONE_DEAL = "Winter boat to the islands is a done deal"

# What a reader must find of each article: publisher, headline as shown, the start of the excerpt.
RELATED = [
    ("Coast Wire", LEAD, "Councillors voted nine to two for a ten-year contract."),
    ("The Meridian", OPPOSING, "Opinion: Nobody should mind paying for a boat."),
    ("Ledger & Tide", SOLD_HERE, "The operator of the island ferry has taken 700,000 crowns"),
    ("Island Post", CITED, "Port Alma's council has approved the year-round ferry."),
    ("Harbour Daily", DONE_DEAL, "The city council has approved a ten-year contract"),
]


class Walk:
    def __init__(self, demo, command, desk=Desk):
        self.demo = demo
        self.desk = desk(command, shots=demo)
        self.at = "start"

    @contextlib.contextmanager
    def step(self, name, told):
        """One step: told on the way, and a picture of how it ended."""
        self.at = told
        started = time.monotonic()
        yield
        picture = self.desk.shot(name)
        print(f"{time.monotonic() - started:6.1f} s  {told}  ({picture.name})", flush=True)

    # --- the steps

    def triage(self):
        desk = self.desk
        with self.step("inbox", "Eleven publishers' articles arrive in the inbox"):
            desk.wait_articles(ARTICLES)
            desk.go_to_list()
            desk.key("Home")
        with self.step("read", "An article is read"):
            desk.go_to_article("Voss calls early election in eight weeks")
        with self.step("keep", "It is kept with A"):
            desk.key("a")
            desk.has_place("Kept, 1")
        with self.step("undo", "The keeping is undone with U"):
            desk.key("u")
            desk.has_place("Kept, 0")
            desk.has_place(f"Inbox, {ARTICLES}")
        with self.step("dismiss", "One is dismissed for a reason"):
            desk.go_to_article("Insurers offer a discount for chalk")
            desk.press("Dismiss with a reason", role="push button")
            desk.find(name="It is off topic", role="menu item")
            desk.reach("the reason", lambda node: node.name == "It is off topic", "Down")
            desk.key("Return")
            desk.has_place("Dismissed, 1")

    def collect(self):
        desk = self.desk
        with self.step("search", "What there is about the ferry is searched for"):
            desk.search("ferry", FOUND)
        with self.step("tag", "An article is tagged with T"):
            desk.go_to_article(LEAD)
            desk.tag(TAG)
            desk.has_place("Tags, 1")
            desk.go_to_list()
        with self.step("new-set", "A set is made for another"):
            desk.key("Home")
            desk.go_to_article(CITED)
            desk.new_set(SET)
        with self.step("add-to-set", "More articles join the set with S"):
            desk.go_to_list()
            desk.key("Home")
            for i, headline in enumerate([OPPOSING, SOLD, DONE_DEAL, LEAD]):
                desk.go_to_article(headline)
                desk.key("s")
                desk.has_place(f"{SET}, {i + 2}, working set")

    def arrange(self):
        desk = self.desk
        with self.step("set", "The set is opened"):
            desk.go_to_place(f"{SET}, 5")
            desk.find(name="Articles of the set", role="list")
            wait_until("the five cards", lambda: len(desk.cards()) == 5)
        with self.step("set-tags", "The set is tagged, and gets a note"):
            desk.go_to_content()
            desk.go_to_text("Note to the desk", "shift+Tab")
            desk.write("Ask the Harbour Authority about the storm rule.")
            desk.go_to_text("Add a tag", "shift+Tab")
            desk.type(f"{TAG.lower()},")
            desk.find(name=f"#{TAG}", role="push button", where=desk.content())
            desk.type("The islands,")
            desk.has_place("Tags, 2")
        with self.step("lead", "Another article leads"):
            desk.go_to_content()
            desk.go_to_card(LEAD)
            desk.key("alt+Home")
            wait_until("another lead", lambda: desk.cards()[:1] == [LEAD])
            desk.wait_focused("its card", lambda node: node.name == LEAD)
        with self.step("role", "One article stands against the others"):
            desk.go_to_card(OPPOSING)
            desk.go_to_button("Related")
            desk.key("space")
            desk.find(name="Opposing view", role="menu item")
            desk.reach("the role", lambda node: node.name == "Opposing view", "Down")
            desk.key("Return")
            desk.find(name="Opposing view", role="push button")
        with self.step("order", "The order is changed with Alt+Down"):
            desk.go_to_card(SOLD)
            desk.key("alt+Down")
            wait_until(
                "the card to move", lambda: desk.cards() == [LEAD, CITED, OPPOSING, DONE_DEAL, SOLD]
            )
            desk.wait_focused("its card", lambda node: node.name == SOLD)
        with self.step("override", "One article is shown under another headline"):
            desk.key("F2")
            desk.wait_focused("the headline", lambda node: node.role == "text")
            desk.write(SOLD_HERE)
            desk.go_to_button("Done")
            desk.key("space")
            desk.find(name=SOLD_HERE, role="label")
            desk.find_text(SOLD)

    def write(self):
        desk = self.desk
        with self.step("editorial", "An editorial is begun from the set"):
            desk.press("Write Editorial", role="push button")
            desk.wait_focused("the headline", lambda node: node.name.startswith("Headline"))
            desk.write(HEADLINE)
            desk.key("Tab")
            desk.wait_focused("the standfirst", lambda node: node.name.startswith("Standfirst"))
            desk.write(STANDFIRST)
        with self.step("cite", "An article of the set is cited with [["):
            desk.go_to_text("Text of the editorial")
            desk.type(OPENING + "\n\nAs [[")
            desk.find(contains=CITED[:30], where=desk.popup())
        with self.step("written", "The editorial is written"):
            desk.key("Down", "Return")
            body = desk.focused()
            wait_until("the citation", lambda: f"{CITED}]]" in body.text())
            desk.type(" says, the first boat leaves at six.\n\n## What is owed\n\nA timetable.")
            wait_until("the text", lambda: body.text().endswith("A timetable."))
        with self.step("ready", "It is declared ready"):
            desk.press(role="push button", where=desk.find(name="How Far It Is"))
            desk.find(name="Ready", role="label")
            desk.key("Down", "Return")
            desk.go_to_place("Editorials, 1")
            desk.find(contains="Ready ·", role="label")

    def make_bundle(self):
        desk = self.desk
        with self.step("bundle", "A bundle is made of the set and the editorial"):
            desk.go_to_place(f"{SET}, 5")
            desk.press("Make Bundle", role="push button")
            desk.find(name="Parts of the bundle")
            desk.find(contains="Editorial ·")
            desk.find(name="5 articles")
        with self.step("bundle-words", "It gets its summary, a tag and its address"):
            desk.go_to_content()
            desk.go_to_text("What it is about")
            desk.write(SUMMARY)
            desk.go_to_text("Add a tag")
            desk.type("Port Alma,")
            desk.has_place("Tags, 3")
            desk.go_to_text("words-of-the-title")
            wait_until("the address", lambda: desk.focused().text() == SLUG)

    def publish(self, folder):
        desk = self.desk
        with self.step("publish", "What will happen is told"):
            desk.press("Publish", role="push button")
            desk.find(name="Ready to Publish")
            desk.find(contains="One page with 5 articles and 1 editorial.")
        with self.step("folder", "It is asked where pages go"):
            desk.press("Publish Now", role="push button")
            dialog = desk.find(name="Where Shall the Pages Go?", role="dialog")
            assert not list(folder.iterdir()), "something was published before it was asked for"
        with self.step("choose-folder", "A folder is chosen"):
            desk.press("Choose a Folder…", role="push button", where=dialog)
            desk.choose_folder(folder)
        with self.step("published", "The bundle is published"):
            desk.find(contains="Published as release 1")
            desk.find(name="Open Page", role="push button")
            desk.has_place("Published, 1")

    # --- what must be on disk

    def check(self, folder):
        self.at = "What was published is read"
        page = (folder / f"{SLUG}.html").read_text(encoding="utf-8")
        wanted = [SET, SUMMARY, HEADLINE, STANDFIRST, "#Ferries", "#TheIslands", "#PortAlma"]
        wanted += ["The council has decided, and the islands have heard promises before."]
        wanted += ["What is owed", "A timetable."]
        for related in RELATED:
            wanted += related
        lost = missing(page, wanted)
        assert not lost, f"the page does not have {lost}"
        assert "Ask the Harbour Authority" not in page, "the desk's note is on the page"
        words = words_of(page)
        assert words.index(LEAD) < words.index(OPPOSING), "the lead is not first"

        release = json.loads((folder / f"{SLUG}.json").read_text(encoding="utf-8"))
        assert release["title"] == SET and release["number"] == 1, "not the release"
        editorials = [s for s in release["sections"] if s["type"] == "editorial"]
        assert [e["headline"] for e in editorials] == [HEADLINE], "not the editorial"
        articles = [a for s in release["sections"] if s["type"] == "set" for a in s["articles"]]
        shown = {(a["publisher"], a["headline"]): a for a in articles}
        assert len(articles) == len(RELATED), f"{len(articles)} articles in the data"
        for publisher, headline, excerpt in RELATED:
            assert shown[publisher, headline]["excerpt"].startswith(excerpt), headline
        assert shown["The Meridian", OPPOSING]["role"] == "opposing", "not the role"
        assert shown["Coast Wire", LEAD]["lead"], "not the lead"
        for name in (f"{SLUG}.ninjs.json", "feed.json"):
            json.loads((folder / name).read_text(encoding="utf-8"))
        for name in ("feed.xml", "index.html"):
            assert SET in (folder / name).read_text(encoding="utf-8"), f"not in {name}"
        print(f"          The page has all that it must have  ({SLUG}.html)")

    def run(self):
        folder = self.demo / "bundle"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        self.triage()
        self.collect()
        self.arrange()
        self.write()
        self.make_bundle()
        self.publish(folder)
        self.check(folder)
        self.at = "The window is closed"
        status = self.desk.quit()
        assert status == 0, f"the application ended with status {status}"


def main(desk=Desk):
    parser = argparse.ArgumentParser()
    parser.add_argument("--demo", type=pathlib.Path, required=True)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    command = options.command[1:] if options.command[:1] == ["--"] else options.command
    demo = options.demo.resolve()
    demo.mkdir(parents=True, exist_ok=True)

    walk = Walk(demo, command, desk)
    try:
        walk.run()
    except Exception as error:  # whatever it was, what the window showed says most
        print(f"FAILED at “{walk.at}”: {type(error).__name__}: {error}", flush=True)
        if walk.desk.process.poll() is None:
            walk.desk.keep_evidence()
            walk.desk.kill()
            print(f"What the window showed is in {demo}/tree.txt")
        return 1
    print(f"Pictures of the steps are in {demo}, the published bundle is in {demo}/bundle.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
