#!/usr/bin/python3
"""The application killed at random moments of an editor's work: what it showed as done is done, once,
and of what was typed at most the last second is gone.

    kills.py --demo FOLDER -- sheaf --sample

The moments come of a seed, which is printed; SHEAF_TEST_SEED gives it again.
"""

import argparse
import os
import pathlib
import random
import subprocess
import sys
import threading
import time

from gi.repository import GLib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

from accessible import FOCUSED  # noqa: E402
from backend import Backend  # noqa: E402
from desk import Desk, is_article  # noqa: E402
from driver import NotFound, wait_until  # noqa: E402

KILLS = 10
ARTICLES = 120
SET = "The day's best"
HEADLINE = "Written between two deaths"

# What was shown to be typed longer ago than this is on the disk.
PROMISE = 1.0


class Died(Exception):
    """The application is gone, as it was to be."""


class MortalDesk(Desk):
    """A window whose application may be gone at any moment."""

    died = None  # when, once it was killed
    known = ()   # the headlines that there are

    def start(self):
        super().start()
        read = self.tree.read

        def read_the_living():
            self.check_alive()
            return read()

        self.tree.read = read_the_living

    def check_alive(self):
        if self.process.poll() is not None:
            raise Died

    def key(self, *keys):
        self.check_alive()
        super().key(*keys)

    def kill_now(self):
        self.process.kill()
        self.died = time.monotonic()

    def kill_in(self, seconds):
        threading.Timer(seconds, self.kill_now).start()

    def synced(self):
        """Waits until nothing waits."""
        self.find_where("all to be sent", lambda node: node.role == "label"
                        and node.name.startswith("Synced") and "waiting" not in node.name)

    def headlines(self):
        """Of the articles that the list shows, and which of them has the focus."""
        self.go_to_list()
        shown, at = [], 0
        for node in self.tree.read().walk():
            if is_article(node):
                if node.has(FOCUSED):
                    at = len(shown)
                # The headline is read first, then who has it, and when.
                shown.append(next(title for title in self.known if node.name.startswith(title)))
        return shown, at


class Editor:
    """Works, and remembers what the window showed to be done (`sure`), and what it was at when it
    died (`tried`)."""

    def __init__(self, desk, chance):
        self.desk = desk
        self.chance = chance
        self.kept = set()
        self.tags = set()     # (headline, tag)
        self.members = set()
        self.tried = None
        self.acts = 0
        self.left = 0         # acts until it is killed, unless it is before
        self.text = ""        # what is in the editorial
        self.typed = []       # (when it was shown, the text then)
        self.n = 0

    # --- acts

    def begin(self, backend):
        """The set and the editorial that the rest is about."""
        self.desk.wait_articles(ARTICLES)
        self.desk.known = list(backend.titles("article"))
        headline = self.choose()
        self.desk.new_set(SET)
        self.members.add(headline)
        self.kept.add(headline)  # a set takes what was in the inbox as kept
        self.desk.key("ctrl+shift+e")
        self.desk.wait_focused("the headline", lambda node: node.name.startswith("Headline"))
        self.desk.write(HEADLINE)
        self.desk.key("Tab")
        self.desk.has_place("Editorials, 1")

    def choose(self):
        """Goes to one of the next articles; returns its headline."""
        shown, at = self.desk.headlines()
        there = [i for i, headline in enumerate(shown) if headline not in self.kept]
        near = sorted(there, key=lambda i: abs(i - at))[:4]
        i = self.chance.choice(near)
        self.desk.go_to_article(shown[i], "j" if i >= at else "k")
        return shown[i]

    def done(self):
        """An act was shown to be done: a good moment to be killed."""
        self.tried = None
        self.acts += 1
        self.left -= 1
        if self.left == 0:
            self.desk.kill_now()
            raise Died

    def keep(self):
        headline = self.choose()
        self.tried = ("kept", headline)
        self.desk.key("a")
        self.desk.has_place(f"Kept, {len(self.kept) + 1}")
        self.kept.add(headline)
        self.done()

    def add(self):
        headline = self.choose()
        self.tried = ("member", headline)
        self.desk.key("s")
        self.desk.has_place(f"{SET}, {len(self.members) + 1}, working set")
        self.members.add(headline)
        self.kept.add(headline)
        self.done()

    def tag(self):
        headline = self.choose()
        self.n += 1
        name = f"Tag{self.n}"
        self.tried = ("tag", (headline, name))
        self.desk.tag(name)
        self.tags.add((headline, name))
        self.done()

    def triage(self):
        self.desk.go_to_place("Inbox")
        for _ in range(self.chance.randrange(1, 4)):
            self.chance.choice([self.keep, self.add, self.tag])()

    def write(self):
        self.desk.open_item("Editorials, 1")
        self.desk.go_to_content()
        self.desk.go_to_text("Text of the editorial")
        self.desk.key("ctrl+End")
        for _ in range(self.chance.randrange(3, 9)):
            self.n += 1
            words = f"word{self.n} "
            self.tried = ("text", words)
            self.desk.type(words)
            wait_until("the words", lambda: self.desk.focused().text() == self.text + words)
            self.text += words
            self.typed.append((time.monotonic(), self.text))
            self.done()

    def work(self):
        """Until the application dies."""
        try:
            while True:
                self.chance.choice([self.write, self.triage])()
        except (Died, GLib.Error, subprocess.CalledProcessError, SystemExit):
            self.desk.process.wait()
        except (NotFound, AttributeError, IndexError):
            # The last look was at a window that was going.
            if self.desk.process.poll() is None:
                raise

    # --- what must be there at the next start

    def check(self, backend):
        articles = {item["id"]: item for item in backend.list("article")}
        titles = {article: item["title"] for article, item in articles.items()}
        assert len(articles) == ARTICLES, f"{len(articles)} articles"
        self.check_sets(backend, titles)
        self.check_tags(backend, articles)
        self.check_kept(backend, articles)
        self.check_text(backend)
        self.tried = None

    def check_kept(self, backend, articles):
        kept = {item["title"] for item in articles.values() if item["state"] == "kept"}
        self.compare("kept", kept, self.kept)
        self.kept = kept
        for article, item in articles.items():
            if item["state"] == "kept":
                states = [change for edit in backend.history("article", article)
                          for change in edit["applied"] if change.get("field") == "state"]
                assert len(states) == 1, f"{item['title']!r} was kept {len(states)} times"

    def compare(self, what, there, sure):
        lost = sure - there
        assert not lost, f"{what}: {lost} were shown, and are gone"
        more = there - sure
        tried = {self.tried[1]} if self.tried is not None else set()
        assert more <= tried, f"{what}: nobody did {more - tried}"

    def check_sets(self, backend, titles):
        sets = backend.list("set")
        assert [item["title"] for item in sets] == [SET], "other sets"
        members = [titles[member["key"]] for member in sets[0]["members"]]
        assert len(members) == len(set(members)), "a member is there twice"
        self.compare("members", set(members), self.members)
        self.kept |= set(members)
        self.members = set(members)

    def check_tags(self, backend, articles):
        names = {item["id"]: item["name"] for item in backend.list("tag")}
        assert len(set(names.values())) == len(names), "a tag is there twice"
        there = []
        for item in articles.values():
            there += [(item["title"], names[tag]) for tag in item.get("tags", [])]
        assert len(there) == len(set(there)), "an article has a tag twice"
        self.compare("tags", set(there), self.tags)
        self.tags = set(there)

    def check_text(self, backend):
        editorials = backend.list("editorial")
        assert [item["headline"] for item in editorials] == [HEADLINE], "other editorials"
        body = editorials[0].get("body") or ""
        safe = [text for when, text in self.typed if when < self.desk.died - PROMISE]
        least = safe[-1] if safe else ""
        most = self.text + (self.tried[1] if self.tried and self.tried[0] == "text" else "")
        assert body.startswith(least), f"{body!r} is left of {least!r}"
        assert most.startswith(body), f"{body!r} was never typed, but {most!r}"
        self.text = body
        self.typed = [(0, body)]


def find_backend():
    """The socket of the backend in the application."""
    runtime = pathlib.Path(os.environ["XDG_RUNTIME_DIR"])
    path = wait_until("the backend's socket", lambda: next(runtime.rglob("*.socket"), None))
    return Backend(f"unix:{path}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--demo", type=pathlib.Path, required=True)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    command = options.command[1:] if options.command[:1] == ["--"] else options.command
    seed = int(os.environ.get("SHEAF_TEST_SEED", random.randrange(1 << 32)))
    chance = random.Random(seed)

    print(f"# SHEAF_TEST_SEED={seed}\n1..{KILLS + 1}", flush=True)
    desk = MortalDesk(command, shots=options.demo.resolve())
    editor = Editor(desk, chance)
    editor.begin(find_backend())
    print("ok 1 - a set and an editorial are begun", flush=True)
    for i in range(KILLS):
        # Half of them just when something was shown to be done, half at any moment.
        editor.left = chance.randrange(1, 5) if i % 2 else 0
        if editor.left == 0:
            desk.kill_in(chance.uniform(0.1, 6))
        editor.work()
        at = editor.tried
        desk.start()
        desk.synced()
        try:
            editor.check(find_backend())
        except AssertionError:
            desk.keep_evidence()
            raise
        print(f"ok {i + 2} - killed after {editor.acts} acts, at {at or 'rest'}", flush=True)

    status = desk.quit()
    assert status == 0, f"the application ended with status {status}"


main()
