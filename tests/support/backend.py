"""The backend's HTTP API, as a colleague's program speaks it: at a daemon's address with a token,
or at the socket of an application."""

import http.client
import json
import socket
import time
import urllib.parse
import uuid

TIMEOUT = 60
TAGS = uuid.uuid5(uuid.UUID("da876fdb-8325-47da-8b6e-028dba9bf804"), "tag")


class Refused(Exception):
    """The backend answered with a problem."""

    def __init__(self, status, problem):
        super().__init__(f"{status}: {problem}")
        self.status = status
        self.problem = problem


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=TIMEOUT)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(TIMEOUT)
        self.sock.connect(self.path)


def new_id():
    return str(uuid.uuid4())


def tag_id(folded):
    """A tag's id is made of its folded name."""
    return str(uuid.uuid5(TAGS, folded))


def make_edit(kind, entity, *changes):
    return {
        "id": new_id(), "group": new_id(), "entity": kind, "entity_id": entity,
        "at": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()), "changes": list(changes),
    }


class Backend:
    """One who may ask the backend; each request has a connection of its own."""

    def __init__(self, address, token=None):
        self.address = address
        self.token = token

    def _connect(self):
        if self.address.startswith("unix:"):
            return _UnixConnection(self.address.removeprefix("unix:"))
        return http.client.HTTPConnection(
            urllib.parse.urlsplit(self.address).netloc, timeout=TIMEOUT
        )

    def ask(self, method, path, body=None, **headers):
        """Returns the status, the headers and the body as bytes, whatever they are."""
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token}"
        if body is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(body)
        connection = self._connect()
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def call(self, method, path, body=None, **headers):
        """Returns what is answered; raises Refused."""
        status, _, content = self.ask(method, path, body, **headers)
        answer = json.loads(content) if content else None
        if status >= 400:
            raise Refused(status, answer)
        return answer

    def edit(self, kind, entity, *changes):
        """Makes an edit, as this colleague; returns what became of it."""
        edits = {"edits": [make_edit(kind, entity, *changes)]}
        result = self.call("POST", "/v1/edits", edits)["results"][0]
        assert not result["clashes"], result
        return result

    def create(self, kind, **value):
        entity = new_id()
        self.edit(kind, entity, {"op": "create", "value": value})
        return entity

    def get(self, kind, entity):
        return self.call("GET", f"/v1/{kind}s/{entity}")

    def list(self, kind, **query):
        """All there are, page by page."""
        found, cursor = [], None
        while True:
            asked = {"limit": "500", **query, **({"cursor": cursor} if cursor else {})}
            page = self.call("GET", f"/v1/{kind}s?{urllib.parse.urlencode(asked)}")
            found += page["items"]
            cursor = page["next"]
            if not cursor:
                return found

    def titles(self, kind, **query):
        """Titles, or names, to ids."""
        return {
            item.get("title") or item.get("headline") or item.get("name"): item["id"]
            for item in self.list(kind, **query)
        }

    def history(self, kind, entity):
        return self.call("GET", f"/v1/history/{kind}/{entity}?limit=200")["items"]

    def releases(self, bundle):
        return self.call("GET", f"/v1/bundles/{bundle}/releases")["items"]

    def add_source(self, title, address):
        source = self.create("source", type="feed", title=title, address=address)
        self.call("POST", f"/v1/sources/{source}/refresh")
        return source
