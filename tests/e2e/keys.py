#!/usr/bin/python3
"""The main job with the keyboard alone: the walk, without a single click.

    keys.py --demo FOLDER -- sheaf --sample

Accessibility only tells what is shown and where the focus is. What the walk clicks is gone to with
Tab and pressed with the space bar; what Tab does not reach fails the test.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import accessible  # noqa: E402
from desk import PANES, Desk  # noqa: E402
from driver import DEADLINE  # noqa: E402
from walk import main  # noqa: E402


def refuse(node):
    raise AssertionError(f"{node.role} {node.name!r} was clicked")


class KeyboardDesk(Desk):
    """An editor who has no mouse."""

    def press(self, name=None, role=None, contains=None, where=None, deadline=DEADLINE):
        found = self.find(name, role, contains, where, deadline)
        if any(node.name in PANES for node in found.ancestors()):
            self.go_to_content()
        # The focus of a menu's button is in the button inside it.
        paths = {node.path for node in found.walk()}
        self.reach(
            f"{name or contains or role!r}", lambda node: node.path in paths, self.way_to(found)
        )
        self.key("space")
        return found

    def way_to(self, wanted):
        """The shorter way, as one sees it."""
        focused = self.focused()
        for node in self.tree.read().walk():
            if focused is not None and node.path == focused.path:
                return "Tab"
            if node.path == wanted.path:
                return "shift+Tab"
        return "Tab"


if __name__ == "__main__":
    accessible.Node.press = refuse
    sys.exit(main(KeyboardDesk))
