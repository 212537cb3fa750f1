#!/usr/bin/python3
"""A bundle published from the real window to a newsroom's daemon, also when things go wrong.

    publish.py --demo FOLDER -- SHEAFD sheaf
"""

import argparse
import json
import os
import pathlib
import sqlite3
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

from backend import tag_id  # noqa: E402
from desk import Desk, run_acts, settings  # noqa: E402
from driver import wait_until  # noqa: E402
from page import missing  # noqa: E402
from sheafd import ARTICLES, FOG, LIGHT, TUGS, Sheafd, serve_feed  # noqa: E402

SLUG = "winter-harbour"
SUMMARY = "Fog, tugs and a lamp: how the harbour gets through the winter."
HEADLINE = "A lamp is not a plan"
STANDFIRST = "Who sees to the light when the fog comes?"
WORDS = [
    "The winter harbour", SUMMARY, "#OuterHarbour", HEADLINE, STANDFIRST,
    "It is a line in the budget.",
] + [words for _, title, summary in ARTICLES for words in (title, summary)]

# How long a publish may wait before it is asked about, in place of an hour.
SOON = 3


def fill(daemon):
    """What has been prepared when the editor sits down to publish."""
    articles = daemon.titles("article")
    tag = tag_id("outerharbour")
    daemon.edit("tag", tag, {"op": "create", "value": {"name": "Outer harbour"}})
    members = [
        {"key": articles[title], "pos": pos, "role": "related"}
        for title, pos in ((FOG, "E"), (TUGS, "I"), (LIGHT, "M"))
    ]
    article_set = daemon.create(
        "set", title="Fog", lead=articles[FOG], tags=[tag], members=members
    )
    editorial = daemon.create(
        "editorial", headline=HEADLINE, standfirst=STANDFIRST,
        body=f"It is [[{articles[LIGHT]}|a line]] in the *budget*.", language="en", status="ready",
        set=article_set, authors=[{"name": "Ada"}],
    )
    bundle = daemon.create(
        "bundle", title="The winter harbour", slug=SLUG, summary=SUMMARY, language="en",
        status="draft", tags=[tag],
        sections=[{"key": editorial, "pos": "E", "type": "editorial"},
                  {"key": article_set, "pos": "I", "type": "set"}],
    )
    return article_set, editorial, bundle


class Publishing:
    """An editor at the window, a colleague elsewhere, and readers."""

    def __init__(self, daemon, desk, folder):
        self.daemon = daemon
        self.desk = desk
        self.folder = folder
        self.colleague = daemon.colleague("Bo")

    def releases(self):
        return len(self.daemon.releases(self.bundle))

    def begin(self):
        """Looks at what would be published."""
        self.desk.go_to_content()
        self.desk.press("Publish", role="push button")
        self.desk.wait_focused("what will happen", lambda node: node.label() == "Publish Now")

    def publish(self):
        self.begin()
        self.desk.key("space")

    def told(self, words):
        """Waits until the window says so; returns where."""
        return self.desk.find(contains=words)

    def change_summary(self, words):
        """The colleague writes another summary, which the window then has."""
        was = self.daemon.get("bundle", self.bundle)["summary"]
        self.colleague.edit("bundle", self.bundle,
                            {"op": "text", "field": "summary", "was": was, "value": words})
        self.desk.find_text(words)

    def retitle(self, title):
        was = self.daemon.get("set", self.article_set)["title"]
        self.colleague.edit("set", self.article_set,
                            {"op": "put", "field": "title", "was": was, "value": title})

    def read(self, path, content_type):
        """What a reader gets, who then asks whether it has changed."""
        status, headers, body = self.daemon.ask("GET", path)
        assert status == 200, f"{path}: {status}"
        assert headers["Content-Type"].startswith(content_type), headers["Content-Type"]
        etag = headers["ETag"]
        assert etag.startswith('"'), f"{path} has no strong ETag, but {etag}"
        status, headers, rest = self.daemon.ask("GET", path, **{"If-None-Match": etag})
        assert (status, rest) == (304, b""), f"{path}: {status} to one who has it"
        assert headers["ETag"] == etag, f"{path}: another ETag"
        return body.decode(), etag

    # --- what is tested

    def arrives(self):
        """What is published is served as a page and as data"""
        self.article_set, self.editorial, self.bundle = fill(self.daemon)
        self.desk.open_item("Drafts, 1")
        self.desk.find(name="Parts of the bundle")
        self.publish()
        self.told("Published as release 1")
        self.desk.has_place("Published, 1")
        self.desk.shot("published")

        page, _ = self.read(f"/b/{SLUG}", "text/html")
        lost = missing(page, WORDS)
        assert not lost, f"the page does not have {lost}"
        release = json.loads(self.read(f"/b/{SLUG}.json", "application/json")[0])
        assert release["number"] == 1 and release["title"] == "The winter harbour", "not the release"
        ninjs = json.loads(self.read(f"/b/{SLUG}.ninjs.json", "application/json")[0])
        assert "The winter harbour" in json.dumps(ninjs), "not in ninjs"
        feed = json.loads(self.read("/feed.json", "application/feed+json")[0])
        assert [item["title"] for item in feed["items"]] == ["The winter harbour"], "not in the feed"
        atom, _ = self.read("/feed.xml", "application/atom+xml")
        assert "The winter harbour" in atom, "not in the Atom feed"

    def once(self):
        """What has not changed is not published twice, and that is said"""
        before = self.read(f"/b/{SLUG}", "text/html")
        self.publish()
        self.told("Nothing has changed since release 1")
        self.desk.shot("unchanged")
        assert self.releases() == 1, "there is a second release"
        assert self.read(f"/b/{SLUG}", "text/html") == before, "the page has changed"

    def failed(self):
        """A delivery that fails is told in words, and can be tried again"""
        forbidden, allowed = str(self.folder / "elsewhere"), self.folder / "site"
        destination = self.colleague.create(
            "destination", type="folder", title="The site", address=forbidden
        )
        self.colleague.edit("bundle", self.bundle,
                            {"op": "add", "field": "destinations", "value": destination})
        self.publish_to(forbidden)
        self.told("did not arrive everywhere: The backend may not publish to")
        self.desk.shot("failed")
        self.colleague.edit("destination", destination, {
            "op": "put", "field": "address", "was": forbidden, "value": str(allowed)})
        self.desk.press("Try Again", role="push button")
        self.told("Published as release 1")
        assert self.releases() == 1, "the second try is a release of its own"
        assert not missing((allowed / f"{SLUG}.html").read_text(encoding="utf-8"), WORDS)

    def publish_to(self, folder):
        """Publishes when the window knows that it goes to a folder."""
        self.begin()
        self.told(f"It goes to {folder}")
        self.desk.key("space")

    def changed(self):
        """What a colleague has changed meanwhile keeps it from going out, and who changed what is told"""
        self.begin()
        self.retitle("Fog and frost")
        self.desk.has_place("Fog and frost, 3")
        self.desk.key("space")
        self.told("Nothing went out")
        self.told("“Fog and frost”: Bo has changed the title")
        self.desk.shot("changed")
        assert self.releases() == 1, "it went out all the same"
        self.desk.press("Publish as It Is Now", role="push button")
        self.told("Published as release 2")
        assert self.releases() == 2

    def changed_while_away(self):
        """So does what a colleague changed while the window was offline"""
        self.daemon.kill()
        self.publish()
        self.told("Waits until the backend can be reached")
        self.daemon.start_elsewhere()
        self.colleague.address = self.daemon.address
        self.retitle("Fog and ice")
        self.daemon.kill()
        self.daemon.start()
        self.colleague.address = self.daemon.address
        told = self.told("“Fog and ice”: Bo has changed the title")
        assert self.releases() == 2, "it went out all the same"
        self.desk.press("Dismiss", role="push button", where=told)
        self.desk.gone(contains="“Fog and ice”: Bo")

    def cancelled(self):
        """A publish that waits can be cancelled, and then does not go out"""
        self.change_summary("A summary that nobody publishes.")
        self.daemon.kill()
        self.publish()
        waits = self.told("Waits until the backend can be reached")
        self.desk.shot("waits")
        self.desk.press("Cancel", role="push button", where=waits)
        self.desk.gone(contains="Waits until the backend can be reached")
        self.daemon.start()
        self.desk.find(contains="Synced")
        assert self.releases() == 2, "it went out all the same"

    def broken_off(self):
        """Killed between freezing and delivering, the daemon delivers one release when it is back"""
        self.change_summary("A summary that is on its way.")
        store = sqlite3.connect(self.daemon.database)
        # Noting the first delivery takes for ever.
        store.executescript("""
            CREATE TABLE slow (n);
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000)
                INSERT INTO slow SELECT i FROM n;
            CREATE TRIGGER slow BEFORE INSERT ON delivery BEGIN
                SELECT count(*) FROM slow a, slow b, slow c, slow d; END;
        """)
        self.publish()
        wait_until("the release to be frozen", lambda: store.execute(
            "SELECT count(*) FROM release").fetchone()[0] == 3)
        self.told("Publishing…")
        self.daemon.kill()
        assert store.execute("SELECT count(*) FROM delivery").fetchone()[0] > 0
        store.executescript("DROP TRIGGER slow; DROP TABLE slow;")
        store.close()
        self.daemon.start()
        self.told("Published as release 3")
        assert self.releases() == 3, "there is a second release"
        release = json.loads((self.folder / "site" / f"{SLUG}.json").read_text(encoding="utf-8"))
        assert release["number"] == 3, "the site has another release"
        assert release["summary"] == "A summary that is on its way."
        self.desk.shot("broken-off")

    def asked_again(self):
        """A publish that has waited for too long asks whether it is still meant"""
        assert self.desk.quit() == 0
        self.desk.environment.update(settings(self.folder, confirm_after=f"uint32 {SOON}"))
        self.desk.start()
        self.desk.open_item("Published, 1")
        self.change_summary("A summary that has waited.")
        self.daemon.kill()
        self.publish()
        self.told("This has waited for over an hour")
        self.daemon.start()
        self.desk.find(contains="Synced")
        asks = self.told("This has waited for over an hour")
        assert self.releases() == 3, "it went out before it was asked about"
        self.desk.shot("asks")
        self.desk.press("Publish", role="push button", where=asks)
        self.told("Published as release 4")
        assert self.releases() == 4


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--demo", type=pathlib.Path, required=True)
    parser.add_argument("sheafd")
    parser.add_argument("sheaf")
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(dir=os.environ["HOME"]))

    daemon = Sheafd(options.sheafd, folder, "--publish-folder", str(folder / "site"))
    daemon.add_source("Pilot's Log", serve_feed(folder / "feed"))
    desk = Desk(
        [options.sheaf, "--backend", daemon.address, "--data", str(folder / "data")],
        env={"SHEAF_TOKEN": daemon.token},
        shots=options.demo.resolve(),
    )
    publishing = Publishing(daemon, desk, folder)
    run_acts([
        publishing.arrives, publishing.once, publishing.failed, publishing.changed,
        publishing.changed_while_away, publishing.cancelled, publishing.broken_off,
        publishing.asked_again,
    ], desk)


main()
