#!/usr/bin/python3
"""sheafd killed again and again while editors' programs write to it: whatever it answered is there
when it is back, exactly once.

    load.py SHEAFD
"""

import argparse
import http.client
import os
import pathlib
import random
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

from backend import make_edit, tag_id  # noqa: E402
from sheafd import Sheafd  # noqa: E402

KILLS = 6
WRITERS = 4
DEADLINE = float(os.environ.get("SHEAF_TEST_DEADLINE", "60"))


class Writer(threading.Thread):
    """Writes to a set of its own. An edit that was not answered is sent again, the same."""

    def __init__(self, daemon, number):
        super().__init__(daemon=True)
        self.daemon_process = daemon
        self.set = daemon.create("set", title="0")
        self.tags = [tag_id(f"tag{number}x{i}") for i in range(10)]
        self.answered = {}  # ids, to the answer's seq
        self.go_on = threading.Event()
        self.stopped = threading.Event()  # nothing of this writer's is under way
        self.ending = False
        self.error = None

    def edit(self, n):
        tag = self.tags[n % len(self.tags)]
        return make_edit(
            "set", self.set,
            {"op": "put", "field": "title", "was": str(n - 1), "value": str(n)},
            {"op": "remove" if n // len(self.tags) % 2 else "add", "field": "tags", "value": tag},
        )

    def run(self):
        try:
            n = 0
            while not self.ending:
                n += 1
                self.send(self.edit(n))
        except Exception as error:  # told by the main thread
            self.error = error
        self.stopped.set()

    def send(self, edit):
        while edit["id"] not in self.answered:
            self.go_on.wait()
            try:
                answer = self.daemon_process.call("POST", "/v1/edits", {"edits": [edit]})
                assert not answer["results"][0]["clashes"], answer
                self.answered[edit["id"]] = answer["seq"]
            except (OSError, http.client.HTTPException):
                self.go_on.clear()
                self.stopped.set()

    def check(self):
        """All that was answered is there, once; and no more than what may have got through."""
        log, before = [], 0
        while True:
            page = self.daemon_process.call(
                "GET", f"/v1/history/set/{self.set}?limit=200&before={before}")["items"]
            if not page:
                break
            log += page
            before = page[-1]["seq"]
        ids = [edit["id"] for edit in log]
        assert len(ids) == len(set(ids)), "an edit is in the log twice"
        lost = set(self.answered) - set(ids)
        assert not lost, f"{len(lost)} of {len(self.answered)} answered edits are lost"
        # That which made the set, and one that was not answered.
        assert len(ids) <= len(self.answered) + 2, "there are edits that nobody made"
        seqs = [edit["seq"] for edit in log]
        assert seqs == sorted(set(seqs), reverse=True), "not one order"
        return len(ids) - 1

    def check_changes(self, changes, n):
        """Where the set stands is told to those who follow."""
        told = [entity for entity in changes if entity["id"] == self.set]
        assert len(told) == 1, f"it is told {len(told)} times"
        assert told[0]["title"] == str(n), f"{told[0]['title']} after {n} edits"
        tags = told[0].get("tags", [])
        assert len(tags) == len(set(tags)), "a tag is there twice"


def all_changes(daemon):
    found, since = [], 0
    while True:
        answer = daemon.call("GET", f"/v1/changes?since={since}&wait=0&limit=1000")
        found += answer["entities"]
        since = answer["seq"]
        if not answer["more"]:
            return found


def kill_once(daemon, writers, chance):
    for writer in writers:
        writer.stopped.clear()
        writer.go_on.set()
    time.sleep(chance.uniform(0.1, 1.0))  # a moment to be killed at, not a wait for anything
    daemon.kill()
    for writer in writers:
        assert writer.stopped.wait(DEADLINE), "a writer hangs"
        if writer.error is not None:
            raise writer.error
    daemon.start()
    changes = all_changes(daemon)
    for writer in writers:
        writer.check_changes(changes, writer.check())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sheafd")
    options = parser.parse_args()
    seed = int(os.environ.get("SHEAF_TEST_SEED", random.randrange(1 << 32)))
    chance = random.Random(seed)

    print(f"# SHEAF_TEST_SEED={seed}\n1..{KILLS}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        daemon = Sheafd(options.sheafd, pathlib.Path(folder))
        writers = [Writer(daemon, i) for i in range(WRITERS)]
        for writer in writers:
            writer.start()
        for i in range(1, KILLS + 1):
            kill_once(daemon, writers, chance)
            answered = sum(len(writer.answered) for writer in writers)
            print(f"ok {i} - after {answered} answers, killed and back", flush=True)
        daemon.stop()


main()
