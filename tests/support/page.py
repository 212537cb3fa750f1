"""A published page as a reader gets it: its words, in the order of the page."""

import html.parser
import re


class _Words(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.hidden = 0
        self.words = []

    def handle_starttag(self, tag, attributes):
        if tag in ("script", "style", "title"):
            self.hidden += 1

    def handle_endtag(self, tag):
        if tag in ("script", "style", "title"):
            self.hidden -= 1

    def handle_data(self, data):
        if not self.hidden:
            self.words.append(data)


def words_of(page):
    parser = _Words()
    parser.feed(page)
    return re.sub(r"\s+", " ", " ".join(parser.words))


def missing(page, wanted):
    """Which of the wanted words a reader does not find on the page."""
    words = re.sub(r"\s+", "", words_of(page))
    return [text for text in wanted if re.sub(r"\s+", "", text) not in words]
