"""What an editor does at the desk, in the words of an editor, by real keys.

Each act waits for what the window then shows, so that one can follow another.
"""

import pathlib
import re
import subprocess
import sys
import time

from accessible import ROOT
from driver import Driver, output_of, wait_until

# What the third pane may show.
PANES = ("SheafReader", "SheafSetEditor", "SheafEditorialEditor", "SheafBundleEditor")

SETTINGS = "io/github/sheafdesk/Sheaf"


def settings(folder, **values):
    """The environment of an application that has these settings, and keeps them in a folder."""
    path = pathlib.Path(folder) / "glib-2.0" / "settings" / "keyfile"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{name.replace('_', '-')}={value}" for name, value in values.items()]
    path.write_text("\n".join([f"[{SETTINGS}]", *lines, ""]), encoding="utf-8")
    return {"XDG_CONFIG_HOME": str(folder)}


def run_acts(acts, *desks):
    """Runs one act after another, each a test with a title; then the windows are closed. What a
    window showed when an act failed is left beside its pictures."""
    print(f"1..{len(acts)}", flush=True)
    for number, act in enumerate(acts, 1):
        title = act.__doc__.split(".")[0]
        started = time.monotonic()
        try:
            act()
        except Exception as error:
            print(f"not ok {number} - {title}")
            print(f"# {type(error).__name__}: {error}", flush=True)
            for desk in desks:
                desk.keep_evidence()
            raise
        print(f"ok {number} - {title}\n# {time.monotonic() - started:.1f} s", flush=True)

    for desk in desks:
        status = desk.quit()
        if status != 0:
            sys.exit(f"the application ended with status {status}")


def is_article(node):
    """Whether it is an article in the list."""
    return node.role == "list item" and node.parent is not None and node.parent.name == "Articles"


class Desk(Driver):
    """The window of Sheaf."""

    # --- finding one's way

    def wait_articles(self, n):
        """Waits until the inbox has n articles, and takes those that wait into the list."""
        self.find(name=f"Inbox, {n}", role="list item")

        def shown():
            if self.find_now(name=f"{n} articles", role="label"):
                return True
            if self.find_now(contains="new article", role="push button") is not None:
                self.press(contains="new article", role="push button")
            return False

        wait_until(f"{n} articles in the list", shown)

    def place(self, start):
        """The place of the sidebar whose name begins so."""
        return self.find_where(
            f"the place {start!r}",
            lambda node: node.role == "list item" and node.name.startswith(start),
        )

    def has_place(self, name):
        """Waits until the sidebar has a place of this name, with its count."""
        return self.find(name=name, role="list item")

    def go_to_place(self, start):
        self.place(start)
        self.key("alt+1")
        self.wait_focused("the sidebar", lambda node: node.role == "list item" and node.name)
        self.key("Home")
        self.reach(
            f"the place {start!r}", lambda node: node.name.startswith(start), "Down", most=60
        )
        self.key("Return")

    def open_item(self, start):
        """Opens the first of what a place of the sidebar lists: an editorial, a bundle."""
        self.place(start)
        self.go_to_place(start)
        self.key("alt+2")
        self.wait_focused("the list", lambda node: node.role == "list item")
        self.key("Return")

    def go_to_list(self):
        self.key("alt+2")
        self.wait_focused("the list", is_article)

    def reading(self, headline):
        """Waits until the reader shows this article."""

        self.find(contains=headline, role="label")

    def n_articles(self):
        """How many articles the list has, as its title says; None if it does not say."""
        for node in self.all_now(contains=" article", role="label"):
            number = re.fullmatch(r"([\d,]+) articles?", node.name)
            if number:
                return int(number[1].replace(",", ""))
        return None

    def search(self, words, least):
        """Searches, until fewer articles are shown, but at least so many."""
        self.go_to_list()
        before = self.n_articles()
        self.key("slash")
        self.wait_focused("the search", lambda node: node.name == "Search articles")
        self.write(words)
        wait_until(f"articles with {words!r}", lambda: least <= (self.n_articles() or 0) < before)
        self.key("Return")
        self.wait_focused("the list", is_article)

    def end_search(self):
        self.key("slash")
        self.wait_focused("the search", lambda node: node.name == "Search articles")
        self.key("Escape")

    def go_to_article(self, headline, key="j"):
        """Moves in the list until an article is chosen."""
        self.reach(
            f"the article {headline!r}",
            lambda node: is_article(node) and node.name.startswith(headline),
            key,
        )
        self.reading(headline)

    # --- articles

    def tag(self, name):
        self.key("t")
        self.wait_focused("the entry for tags", lambda node: node.name == "Add a tag")
        self.type(name)
        self.key("Return")
        self.find(contains=f"#{name}")
        self.key("Escape")

    def new_set(self, title):
        """Puts what is chosen into a new set, which is then the working set."""
        self.key("shift+s")
        self.wait_focused("the sets", lambda node: "Find a set" in node.name)
        self.write(title)
        self.find(contains=f"New set “{title}”")
        self.key("Return")
        self.has_place(f"{title}, 1, working set")

    def add_to_set(self, title):
        """Puts what is chosen into a set, which is then the working set."""
        self.key("shift+s")
        self.wait_focused("the sets", lambda node: "Find a set" in node.name)
        self.write(title)
        self.key("Return")
        self.find(contains=f"{title}, ", role="list item")

    # --- editors

    def go_to_content(self):
        self.key("alt+3")

    def go_to_text(self, name, key="Tab"):
        """Moves to the text of this name, or placeholder."""
        return self.reach(
            f"the text {name!r}", lambda node: node.role == "text" and name in node.name, key
        )

    def go_to_card(self, headline):
        """Moves to the card of a member of the set that is open."""
        return self.reach(
            f"the card {headline!r}",
            lambda node: node.role == "list item" and node.name.startswith(headline),
        )

    def cards(self):
        """The headlines of the members, in their order."""
        members = self.find_now(name="Articles of the set", role="list")
        if members is None:
            return []
        return [node.name for node in members.children if node.role == "list item"]

    def go_to_button(self, label, key="Tab"):
        return self.reach(
            f"the button {label!r}",
            lambda node: node.role in ("push button", "toggle button") and node.label() == label,
            key,
        )

    def content(self):
        """What the third pane shows."""
        return self.find_where(
            "the content", lambda node: node.role == "filler" and node.name in PANES
        )

    def popup(self):
        return self.find_where(
            "the completion", lambda node: node.name == "GtkSourceCompletionList"
        )

    def dialog(self, title):
        return self.find_where(
            f"the dialog {title!r}",
            lambda node: node.name == title and node.parent is not None
            and node.parent.path == ROOT,
        )

    def choose_folder(self, folder):
        """Answers the dialog for folders by typing: GTK's own, or in a sandbox the portal's."""
        if self.program is not None:
            self.choose_portal_folder(folder)
            return
        self.find(name="Publish Here", role="push button")
        self.type(str(folder))
        self.find_text(str(folder))
        self.key("Return")
        self.gone(name="Publish Here", role="push button")

    def choose_portal_folder(self, folder):
        """Another application's window, which shows what the sandbox may not see."""

        def shown():
            return output_of("xdotool", "search", "--onlyvisible", "--class", "portal").split()

        window = wait_until("the portal's dialog", shown)[0]
        subprocess.run(["xdotool", "windowactivate", "--sync", window], check=True)
        self.shot("portal")
        self.type(str(folder))
        # Return accepts what completion leaves to accept, then the folder.
        for _ in range(2):
            if shown():
                self.key("Return")
        wait_until("the portal's dialog to go", lambda: not shown())
        self.raise_window()
