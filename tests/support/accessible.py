"""What an application shows, as it tells assistive technology, over AT-SPI's own bus.

The whole tree is read in one call (org.a11y.atspi.Cache), so that looking for something costs
milliseconds and shows one moment; libatspi's calls, one for each property of each widget, take
seconds for a window of some hundred widgets, and what it remembers is out of date without a
main loop.
"""

import os

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

ACCESSIBLE = "org.a11y.atspi.Accessible"
ROOT = "/org/a11y/atspi/accessible/root"
# ms; longer where the driver, too, waits longer than usual.
CALL_TIMEOUT = round(float(os.environ.get("SHEAF_TEST_DEADLINE", "60")) * 1000 / 3)

# How often a tree is read until all of it has been told of.
MOST_READS = 3

VISIBLE = Atspi.StateType.VISIBLE
SENSITIVE = Atspi.StateType.SENSITIVE
FOCUSED = Atspi.StateType.FOCUSED
SELECTED = Atspi.StateType.SELECTED
CHECKED = Atspi.StateType.CHECKED

# GTK says what else a widget can do as actions too; these are what a click on it does.
PRESSES = ("click", "activate", "press", "toggle", "expander.activate")


class Node:
    """One widget at the moment it was read; text, extents and actions are asked for anew."""

    def __init__(self, tree, item):
        (_, self.path), _, (_, parent), self.index, self.n_children = item[:5]
        self.tree = tree
        self.parent_path = parent
        self.interfaces = item[5]
        self.name = item[6]
        self.role = Atspi.role_get_name(Atspi.Role(item[7])) or ""
        low, high = item[9]
        self.states = low | high << 32
        self.children = []
        self.parent = None

    def label(self):
        """What can be read on it: the name of a button with a mnemonic has that twice."""
        if self.role in ("push button", "toggle button"):
            for node in self.walk():
                if node.role == "label":
                    return node.name
        return self.name

    def has(self, state):
        return bool(self.states >> int(state) & 1)

    def call(self, interface, method, arguments=None):
        return self.tree.call(self.path, f"org.a11y.atspi.{interface}", method, arguments)

    def implements(self, interface):
        return f"org.a11y.atspi.{interface}" in self.interfaces

    def text(self):
        """What is written in it, or its name if it is no text."""
        if not self.implements("Text"):
            return self.name
        return self.call("Text", "GetText", GLib.Variant("(ii)", (0, self.n_characters())))[0]

    def n_characters(self):
        return self.tree.call(
            self.path,
            "org.freedesktop.DBus.Properties",
            "Get",
            GLib.Variant("(ss)", ("org.a11y.atspi.Text", "CharacterCount")),
        )[0]

    def extents(self):
        """x, y, width and height in the window."""
        if not self.implements("Component"):
            return None
        return self.call("Component", "GetExtents", GLib.Variant("(u)", (1,)))[0]

    def is_allocated(self):
        """Whether it has a place in the window: what a stack hides says that it is visible."""
        extents = self.extents()
        return extents is None or (extents[2] > 0 and extents[3] > 0)

    def press(self):
        """Does what a click does; returns whether there was anything to do."""
        if not self.has(SENSITIVE):
            return False
        for i, (name, _, _) in enumerate(self.call("Action", "GetActions")[0]):
            if name.lower() in PRESSES:
                return self.call("Action", "DoAction", GLib.Variant("(i)", (i,)))[0]
        return False

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self):
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def dump(self, depth=0):
        states = [
            word
            for word, state in (("focus", FOCUSED), ("selected", SELECTED), ("checked", CHECKED))
            if self.has(state)
        ]
        if not self.has(SENSITIVE):
            states.append("insensitive")
        line = f"{'  ' * depth}{self.role} {self.name!r}"
        if self.implements("Text") and self.role != "label":
            line += f" {self.text()!r}"
        if states:
            line += f" ({', '.join(states)})"
        return "\n".join([line] + [child.dump(depth + 1) for child in self.children])


class Tree:
    """An application, found by its process."""

    def __init__(self, bus, name):
        self.bus = bus
        self.name = name

    def call(self, path, interface, method, arguments=None):
        return self.bus.call_sync(
            self.name,
            path,
            interface,
            method,
            arguments,
            None,
            Gio.DBusCallFlags.NONE,
            CALL_TIMEOUT,
            None,
        ).unpack()

    def program(self):
        return self.call(
            ROOT,
            "org.freedesktop.DBus.Properties",
            "Get",
            GLib.Variant("(ss)", (ACCESSIBLE, "Name")),
        )[0]

    def read(self):
        """The root, with everything below it that is visible."""
        asked = set()
        for _ in range(MOST_READS):
            items = self.call("/org/a11y/atspi/cache", "org.a11y.atspi.Cache", "GetItems")[0]
            nodes = {}
            for item in items:
                node = Node(self, item)
                nodes[node.path] = node
            for node in nodes.values():
                parent = nodes.get(node.parent_path)
                if parent is not None and node.has(VISIBLE) and node is not parent:
                    node.parent = parent
                    parent.children.append(node)
            # A widget is told of once somebody has asked for it.
            unknown = self._correct(nodes)
            if unknown <= asked:
                break
            asked |= unknown

        return nodes[ROOT]

    def _correct(self, nodes):
        """Puts the children of each node in their order. What was hidden after it was shown still
        says that it is visible, but has no place of its own among its siblings; where these do not
        fit, the parent is asked. Returns which there are that nobody has told of yet."""
        unknown = set()
        for node in nodes.values():
            node.children.sort(key=lambda child: child.index)
            places = [child.index for child in node.children]
            if node.path == ROOT or places == list(range(node.n_children)):
                continue
            try:
                order = [path for _, path in self.call(node.path, ACCESSIBLE, "GetChildren")[0]]
            except GLib.Error:
                continue
            there = {child.path: child for child in node.children}
            node.children = [there[path] for path in order if path in there]
            unknown |= {path for path in order if path not in nodes}
        return unknown


def connect():
    session = Gio.bus_get_sync(Gio.BusType.SESSION)
    address = session.call_sync(
        "org.a11y.Bus",
        "/org/a11y/bus",
        "org.a11y.Bus",
        "GetAddress",
        None,
        None,
        Gio.DBusCallFlags.NONE,
        CALL_TIMEOUT,
        None,
    ).unpack()[0]
    return Gio.DBusConnection.new_for_address_sync(
        address,
        Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
        | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION,
        None,
        None,
    )


def ask_bus(bus, method, name):
    return bus.call_sync(
        "org.freedesktop.DBus",
        "/org/freedesktop/DBus",
        "org.freedesktop.DBus",
        method,
        GLib.Variant("(s)", (name,)),
        None,
        Gio.DBusCallFlags.NONE,
        CALL_TIMEOUT,
        None,
    ).unpack()[0]


def find_tree(bus, pid, program=None):
    """The application of a process, or None while it has not said that it is there. One in a
    sandbox, which has processes of its own between it and the bus, is found by its program."""
    applications = Tree(bus, "org.a11y.atspi.Registry").call(ROOT, ACCESSIBLE, "GetChildren")[0]
    for name, _ in applications:
        tree = Tree(bus, name)
        if program is None:
            found = ask_bus(bus, "GetConnectionUnixProcessID", name) == pid
        else:
            found = tree.program() == program
        if found:
            return tree
    return None
