"""Drives a real window as a person would: what it shows is found through accessibility,
buttons are pressed through it, and keys are real key presses.

A wait polls what it waits for until it holds or a deadline passes; nothing here sleeps for
a fixed time in the hope that something has happened.
"""

import os
import pathlib
import shutil
import subprocess
import time

from gi.repository import GLib

from accessible import FOCUSED, connect, find_tree

# Generous: the machine may be busy with other things.
DEADLINE = float(os.environ.get("SHEAF_TEST_DEADLINE", "60"))
STEP = 0.05


class NotFound(Exception):
    """What was looked for did not come to be in time."""


def wait_until(what, probe, deadline=DEADLINE):
    """Returns the first true value of probe(); raises NotFound, naming what, at the deadline."""
    end = time.monotonic() + deadline
    while True:
        began = time.monotonic()
        try:
            found = probe()
        except (GLib.Error, KeyError):
            # A widget that went while it was looked at.
            found = None
        if found:
            return found
        if time.monotonic() > end:
            raise NotFound(what)
        # Whoever answers slowly is not asked all the time: it has work to do.
        time.sleep(max(STEP, time.monotonic() - began))


def output_of(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def ensure_window_manager():
    """Focus and sizes are a window manager's, and shadows a compositor's: starts them on a
    display that has none."""

    def runs():
        return "window id" in output_of("xprop", "-root", "_NET_SUPPORTING_WM_CHECK")

    if runs():
        return
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    config = pathlib.Path(__file__).with_name("openbox.xml")
    subprocess.Popen(["openbox", "--sm-disable", "--config-file", str(config)], **silent)
    wait_until("the window manager", runs)
    if shutil.which("xcompmgr"):
        subprocess.Popen(["xcompmgr"], **silent)


class Driver:
    """One running application and its windows."""

    # The keys of a display go to one window: whose is in front, of several applications.
    in_front = None

    def __init__(self, command, env=None, shots=None):
        ensure_window_manager()
        self.bus = connect()
        self.shots = pathlib.Path(shots) if shots else None
        self.count = 0
        if self.shots:
            self.shots.mkdir(parents=True, exist_ok=True)
        self.command = command
        # In a sandbox a process has another number than the one that is seen here.
        self.program = os.environ.get("SHEAF_TEST_SANDBOXED")
        self.environment = dict(os.environ)
        self.environment.update({"GTK_A11Y": "atspi", "GDK_BACKEND": "x11"})
        self.environment.update(env or {})
        self.start()

    def start(self):
        """Starts the application, again after kill() or quit()."""
        self.process = subprocess.Popen(self.command, env=self.environment)
        self.tree = wait_until("the application", self._find_tree)
        self.window = wait_until("its window", self._find_window)
        self.raise_window()

    def _find_tree(self):
        if self.process.poll() is not None:
            raise SystemExit(f"the application ended with status {self.process.returncode}")
        return find_tree(self.bus, self.process.pid, self.program)

    def _find_window(self):
        if self.program is not None:
            mark = ("--class", self.program)
        else:
            mark = ("--pid", str(self.process.pid))
        out = output_of("xdotool", "search", "--onlyvisible", *mark)
        return out.split()[0] if out else None

    # --- finding

    def all_now(self, name=None, role=None, contains=None, where=None):
        """Everything that matches, from the outside in; where is a node that was read before."""
        root = self.tree.read()
        if where is not None:
            root = next((node for node in root.walk() if node.path == where.path), None)
        for node in root.walk() if root is not None else ():
            if name is not None and name not in (node.name, node.label()):
                continue
            if contains is not None and contains not in node.name:
                continue
            if role is not None and node.role != role:
                continue
            if node.is_allocated():
                yield node

    def find_now(self, name=None, role=None, contains=None, where=None):
        return next(self.all_now(name, role, contains, where), None)

    def find(self, name=None, role=None, contains=None, where=None, deadline=DEADLINE):
        what = f"{role or 'anything'} called {name or contains!r}"
        return wait_until(what, lambda: self.find_now(name, role, contains, where), deadline)

    def find_where(self, what, matches, deadline=DEADLINE):
        def probe():
            return next(
                (n for n in self.tree.read().walk() if matches(n) and n.is_allocated()), None
            )

        return wait_until(what, probe, deadline)

    def gone(self, name=None, role=None, contains=None, where=None, deadline=DEADLINE):
        wait_until(
            f"{role or ''} {name or contains!r} to go",
            lambda: self.find_now(name, role, contains, where) is None,
            deadline,
        )

    def find_text_now(self, contains):
        for node in self.tree.read().walk():
            if contains in node.name or (
                node.implements("Text") and node.role != "label" and contains in node.text()
            ):
                if node.is_allocated():
                    return node
        return None

    def find_text(self, contains, deadline=DEADLINE):
        """Anything that shows and has these words in its name or text."""
        return wait_until(
            f"the words {contains!r}", lambda: self.find_text_now(contains), deadline
        )

    def focused(self):
        """What has the focus: the innermost, as a composite may say that it has it too."""
        found = None
        for node in self.tree.read().walk():
            if node.has(FOCUSED):
                found = node
        return found

    # --- acting

    def press(self, name=None, role=None, contains=None, where=None, deadline=DEADLINE):
        """Presses a button, or whatever else can be clicked."""

        def act():
            for node in self.all_now(name, role, contains, where):
                if node.implements("Action") and node.press():
                    return node
            return None

        return wait_until(f"{name or contains!r} to be pressed", act, deadline)

    def wait_focused(self, what, matches):
        """Waits until what has the focus matches; returns that."""

        def probe():
            node = self.focused()
            return node if node is not None and matches(node) else None

        return wait_until(f"the focus in {what}", probe)

    def reach(self, what, matches, key="Tab", most=80):
        """Presses a key until what has the focus matches; returns that."""
        for _ in range(most):
            node = self.focused()
            if node is not None and matches(node):
                return node
            before = node.path if node is not None else None
            self.key(key)
            self._settle(before)
        raise NotFound(f"the focus on {what}")

    def _settle(self, before):
        """Until the focus has moved, or as long as that can take."""
        end = time.monotonic() + 1
        while time.monotonic() < end:
            node = self.focused()
            if node is not None and node.path != before:
                return
            time.sleep(STEP)

    def _take_keys(self):
        if Driver.in_front is not self:
            self.raise_window()

    def key(self, *keys):
        self._take_keys()
        for key in keys:
            subprocess.run(["xdotool", "key", "--clearmodifiers", key], check=True)

    def type(self, text):
        """Types into what has the focus."""
        self._take_keys()
        for i, line in enumerate(text.split("\n")):
            if i > 0:
                self.key("Return")
            if line:
                subprocess.run(
                    ["xdotool", "type", "--clearmodifiers", "--delay", "20", "--", line],
                    check=True,
                )

    def write(self, text):
        """Types into the text that has the focus, in place of what is there, and sees that it
        arrived."""
        self.key("ctrl+a")
        self.type(text)
        wait_until(f"{text!r} to be written", lambda: self.focused().text() == text)

    def raise_window(self):
        subprocess.run(["xdotool", "windowactivate", "--sync", self.window], check=True)
        Driver.in_front = self

    def resize(self, width, height):
        subprocess.run(["xdotool", "windowsize", self.window, str(width), str(height)], check=True)

    # --- keeping

    def shot(self, name):
        """A picture of the screen, in the order in which they were taken."""
        if self.shots is None:
            return None
        self.count += 1
        path = self.shots / f"{self.count:02d}-{name}.png"
        subprocess.run(["import", "-silent", "-window", "root", str(path)], check=True)
        return path

    def dump(self):
        """The accessible tree as text, for when something is not found."""
        return self.tree.read().dump()

    def keep_evidence(self):
        """A picture and the tree of a moment when something was not as it should be."""
        if self.shots is None or self.process.poll() is not None:
            return
        self.raise_window()
        self.shot("failed")
        (self.shots / "tree.txt").write_text(self.dump(), encoding="utf-8")

    # --- ending

    def quit(self, deadline=DEADLINE):
        """Ends it as a person does; returns its exit status."""
        self.raise_window()
        self.key("ctrl+q")
        try:
            return self.process.wait(deadline)
        except subprocess.TimeoutExpired:
            self.kill()
            raise NotFound("the application to end") from None

    def kill(self):
        """kill -9: no goodbye."""
        self.process.kill()
        self.process.wait()
