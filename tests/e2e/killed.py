#!/usr/bin/python3
"""The application killed in the middle of work: what an editor did is there at the next start.

    killed.py --demo FOLDER -- sheaf --sample
"""

import argparse
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

from desk import Desk  # noqa: E402

ARTICLES = 120
READ = "Voss calls early election in eight weeks"
HEADLINE = "Eight weeks are not long"
SAVED = "A government that asks for eight weeks has already counted them."
UNSAVED = " Nobody else has."

# What was typed longer ago than this is on the disk: the promise, not a wait for something.
PROMISE = 1.0


def keep_and_kill(command, demo):
    desk = Desk(command, shots=demo)
    desk.wait_articles(ARTICLES)
    desk.go_to_list()
    desk.key("Home")
    desk.go_to_article(READ)
    desk.tag("Elections")
    desk.go_to_list()
    desk.key("a")
    desk.has_place("Kept, 1")
    desk.kill()


def write_and_kill(command, demo):
    desk = Desk(command, shots=demo)
    desk.has_place("Kept, 1")
    desk.has_place("Tags, 1")
    desk.has_place(f"Inbox, {ARTICLES - 1}")
    desk.shot("kept")
    desk.key("ctrl+shift+e")
    desk.wait_focused("the headline", lambda node: node.name.startswith("Headline"))
    desk.write(HEADLINE)
    desk.go_to_text("Text of the editorial")
    desk.type(SAVED)
    time.sleep(PROMISE)
    desk.type(UNSAVED)
    desk.kill()


def read_again(command, demo):
    desk = Desk(command, shots=demo)
    desk.has_place("Editorials, 1")
    desk.go_to_place("Editorials, 1")
    desk.find(name=HEADLINE)
    desk.key("alt+2")
    desk.wait_focused("the editorial", lambda node: node.role == "list item")
    desk.key("Return")
    desk.go_to_content()
    body = desk.go_to_text("Text of the editorial")
    text = body.text()
    desk.shot("written")
    assert text.startswith(SAVED), f"only this is left of the text: {text!r}"
    assert (SAVED + UNSAVED).startswith(text), f"this was never typed: {text!r}"
    assert text.count(SAVED) == 1, "what was typed is there twice"
    status = desk.quit()
    assert status == 0, f"the application ended with status {status}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--demo", type=pathlib.Path, required=True)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    command = options.command[1:] if options.command[:1] == ["--"] else options.command
    demo = options.demo.resolve()
    demo.mkdir(parents=True, exist_ok=True)

    print("1..3")
    for i, act in enumerate([keep_and_kill, write_and_kill, read_again], 1):
        act(command, demo)
        print(f"ok {i} - {act.__name__.replace('_', ' ')}", flush=True)


main()
