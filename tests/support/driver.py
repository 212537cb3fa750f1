"""Drives a real window as a person would: what it shows is found through accessibility,
buttons are pressed through it, and keys are real key presses.

A wait polls what it waits for until it holds or a deadline passes; nothing here sleeps for
a fixed time in the hope that something has happened.
"""

import os
import pathlib
import subprocess
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

DEADLINE = 30.0
STEP = 0.05


class NotFound(Exception):
    """What was looked for did not come to be in time."""


def wait_until(what, probe, deadline=DEADLINE):
    """Returns the first true value of probe(); raises NotFound, naming what, at the deadline."""
    end = time.monotonic() + deadline
    while True:
        try:
            found = probe()
        except GLib.Error:
            found = None
        if found:
            return found
        if time.monotonic() > end:
            raise NotFound(what)
        time.sleep(STEP)


class Driver:
    """One running application and its windows."""

    def __init__(self, command, env=None, shots=None):
        self.shots = pathlib.Path(shots) if shots else None
        self.count = 0
        if self.shots:
            self.shots.mkdir(parents=True, exist_ok=True)
        environment = dict(os.environ)
        environment.update({"GTK_A11Y": "atspi", "GDK_BACKEND": "x11"})
        environment.update(env or {})
        self.process = subprocess.Popen(command, env=environment)
        self.application = wait_until("the application", self._find_application, 60)
        self.window = wait_until("its window", self._find_window, 60)

    def _find_application(self):
        if self.process.poll() is not None:
            raise SystemExit(f"the application ended with status {self.process.returncode}")
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child is not None and child.get_process_id() == self.process.pid:
                return child
        return None

    def _find_window(self):
        out = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=False,
        ).stdout.split()
        return out[0] if out else None

    # --- finding

    def _walk(self, node):
        yield node
        states = node.get_state_set()
        if states.contains(Atspi.StateType.DEFUNCT):
            return
        for i in range(min(node.get_child_count(), 2000)):
            child = node.get_child_at_index(i)
            if child is not None:
                yield from self._walk(child)

    def find_now(self, name=None, role=None, contains=None, where=None, showing=True):
        for node in self._walk(where or self.application):
            if role is not None and node.get_role_name() != role:
                continue
            label = node.get_name() or ""
            if name is not None and label != name:
                continue
            if contains is not None and contains not in label:
                continue
            if showing and not node.get_state_set().contains(Atspi.StateType.SHOWING):
                continue
            return node
        return None

    def find(self, name=None, role=None, contains=None, where=None, deadline=DEADLINE):
        what = f"{role or 'anything'} called {name or contains!r}"
        return wait_until(
            what, lambda: self.find_now(name, role, contains, where), deadline
        )

    def gone(self, name=None, role=None, contains=None, deadline=DEADLINE):
        wait_until(
            f"{name or contains!r} to go",
            lambda: self.find_now(name, role, contains) is None,
            deadline,
        )

    def text_of(self, node):
        text = node.get_text_iface()
        if text is None:
            return node.get_name() or ""
        return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))

    def find_text(self, contains, deadline=DEADLINE):
        """Anything showing whose name or text has these words in it."""

        def probe():
            for node in self._walk(self.application):
                if not node.get_state_set().contains(Atspi.StateType.SHOWING):
                    continue
                if contains in (node.get_name() or "") or contains in self.text_of(node):
                    return node
            return None

        return wait_until(f"the words {contains!r}", probe, deadline)

    # --- acting

    def press(self, name=None, role=None, contains=None, where=None, deadline=DEADLINE):
        """Presses a button, or activates whatever else has an action."""
        node = self.find(name, role, contains, where, deadline)

        def act():
            action = node.get_action_iface()
            return action is not None and Atspi.Action.do_action(action, 0)

        wait_until(f"{name or contains!r} to be pressed", act, deadline)
        return node

    def focus(self, node):
        wait_until(
            f"focus on {node.get_name()!r}",
            lambda: Atspi.Component.grab_focus(node.get_component_iface()),
            5,
        )

    def _xdotool(self, *arguments):
        subprocess.run(["xdotool", *arguments], check=True, stdout=subprocess.DEVNULL)

    def raise_window(self):
        self._xdotool("windowfocus", "--sync", self.window)

    def key(self, *keys):
        for key in keys:
            self._xdotool("key", "--clearmodifiers", key)

    def type(self, text):
        self._xdotool("type", "--clearmodifiers", "--delay", "12", text)

    def resize(self, width, height):
        self._xdotool("windowsize", "--sync", self.window, str(width), str(height))

    # --- keeping

    def shot(self, name):
        """A picture of the screen, in the order in which they were taken."""
        if self.shots is None:
            return None
        self.count += 1
        path = self.shots / f"{self.count:02d}-{name}.png"
        subprocess.run(["import", "-silent", "-window", "root", str(path)], check=True)
        return path

    def tree(self, node=None, depth=0):
        """The accessible tree as text, for when something is not found."""
        node = node or self.application
        lines = [
            f"{'  ' * depth}{node.get_role_name()} {node.get_name()!r}"
            f"{'' if node.get_state_set().contains(Atspi.StateType.SHOWING) else ' (hidden)'}"
        ]
        for i in range(min(node.get_child_count(), 200)):
            child = node.get_child_at_index(i)
            if child is not None:
                lines.append(self.tree(child, depth + 1))
        return "\n".join(lines)

    def quit(self, deadline=20):
        self.key("ctrl+q")
        try:
            return self.process.wait(deadline)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise NotFound("the application to end") from None

    def kill(self):
        self.process.kill()
        self.process.wait()
