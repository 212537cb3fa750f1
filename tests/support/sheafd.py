"""A newsroom's daemon in a process of its own, and a publisher for it to pull from."""

import atexit
import functools
import http.server
import signal
import subprocess
import threading

from backend import Backend

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Pilot's Log</title><link>https://pilot.example/</link>
<description>From the bridge</description>
{}
</channel></rss>
"""

ITEM = """<item><guid>{guid}</guid><title>{title}</title>
<link>https://pilot.example/{guid}</link><pubDate>Tue, 03 Nov 2026 {hour:02}:00:00 GMT</pubDate>
<description>{summary}</description></item>"""

FOG = "Fog closes the outer harbour"
TUGS = "Two tugs for the price of one"
LIGHT = "The light on Tern Rock is electric at last"
ARTICLES = [
    ("fog", FOG, "No ship over fifty metres may enter before noon."),
    ("tugs", TUGS, "The older of the two has outlived three owners."),
    ("light", LIGHT, "Its keeper keeps the old lamp."),
]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


def serve_feed(folder):
    """A publisher's server, on a port of its own; returns the address of its feed."""
    folder.mkdir(exist_ok=True)
    items = [
        ITEM.format(guid=guid, title=title, summary=summary, hour=8 - i)
        for i, (guid, title, summary) in enumerate(ARTICLES)
    ]
    (folder / "feed.xml").write_text(FEED.format("\n".join(items)), encoding="utf-8")
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Quiet, directory=folder)
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/feed.xml"


class Sheafd(Backend):
    """sheafd on a store of its own in a folder, spoken to as its first editor."""

    def __init__(self, program, folder, *options, name="Ada"):
        super().__init__(None)
        self.program = program
        self.database = folder / "desk.db"
        self.options = options
        self.home = "127.0.0.1:0"
        self.process = None
        atexit.register(self.kill)
        self.start()
        self.token = self.add_token(name)

    def start(self):
        """Starts it, again where it was."""
        self.process = self._run(self.home)
        self.home = self.address.removeprefix("http://")

    def start_elsewhere(self):
        """Starts it where those who know it do not find it."""
        self.process = self._run("127.0.0.1:0")

    def _run(self, listen):
        process = subprocess.Popen(
            [self.program, "--listen", listen, "--store", f"sqlite:{self.database}",
             "--allow-address", "127.0.0.0/8", *self.options],
            stdout=subprocess.PIPE, text=True,
        )
        line = process.stdout.readline()
        self.address = next(word for word in line.split() if word.startswith("http://")).rstrip("/")
        return process

    def kill(self):
        """kill -9."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Ends it as a service manager does."""
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(60)
        assert status == 0, f"sheafd ended with status {status}"

    def _token(self, *arguments):
        return subprocess.run(
            [self.program, "token", *arguments, "--store", f"sqlite:{self.database}"],
            check=True, capture_output=True, text=True,
        ).stdout

    def add_token(self, name):
        return self._token("add", "--name", name, "--role", "editor").split()[-1]

    def revoke_token(self, name):
        for line in self._token("list").splitlines():
            if line.split("\t")[2] == name:
                self._token("revoke", line.split("\t")[0])

    def colleague(self, name):
        """Another editor, with a token of their own."""
        return Backend(self.address, self.add_token(name))
