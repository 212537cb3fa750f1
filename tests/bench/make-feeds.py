#!/usr/bin/env python3
"""Writes feeds of plausible sizes, the same at every run, for the benchmarks of what comes in.

    make-feeds.py FOLDER [--feeds 200] [--items 0] [--megabytes 45]

With --items, that many articles in all, and texts as long as then fit into the megabytes.
The languages, lengths and ways of writing are mixed as in the wild: RSS with the text in CDATA or
escaped, with a summary alone, Atom with HTML or XHTML; pictures, tables, lists, trackers, players.
"""

import argparse
import html
import pathlib
import random

SYLLABLES = "ka lo mi re tu sa ven dor pil gan hes bru fil zor wen jak al en or is".split()
CYRILLIC = "по рт го ро да ве чер мо ре ка ми ны ли за до на об ра сто ль".split()
KANJI = "港 橋 船 市 議 会 新 線 開 通 雨 風 海 山 駅 電 車 道 町 島".split()
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class Writer:
    def __init__(self, seed, syllables, joiner=" "):
        self.random = random.Random(seed)
        self.joiner = joiner
        self.words = ["".join(self.random.choices(syllables, k=self.random.randint(1, 4)))
                      for _ in range(4000)]

    def take(self, count):
        # Some words are common, most are rare.
        return [self.words[int(len(self.words) * self.random.random() ** 3)] for _ in range(count)]

    def sentence(self, count=None):
        words = self.take(count or self.random.randint(6, 22))
        return self.joiner.join(words).capitalize() + "."

    def paragraph(self, site):
        parts = []
        for _ in range(self.random.randint(2, 6)):
            sentence = self.sentence()
            dice = self.random.random()
            if dice < 0.12:
                sentence = f'<a href="{site}/{self.random.randint(1, 9999)}?ref=feed&amp;n=1">{sentence}</a>'
            elif dice < 0.18:
                sentence = f"<strong>{sentence}</strong>"
            elif dice < 0.24:
                sentence = f"<em>{sentence}</em> &#8212; &nbsp;"
            parts.append(sentence)
        return " ".join(parts)

    def block(self, site):
        dice = self.random.random()
        if dice < 0.72:
            return f"<p>{self.paragraph(site)}</p>"
        if dice < 0.80:
            number = self.random.randint(1, 99999)
            return (f'<figure class="wp-block-image size-large" id="i{number}"><img loading="lazy" '
                    f'width="1024" height="683" src="{site}/pictures/{number}.jpg" '
                    f'srcset="{site}/pictures/{number}.jpg 1024w, {site}/pictures/{number}-s.jpg 300w" '
                    f'sizes="(max-width: 1024px) 100vw, 1024px" alt="{self.sentence(4)}">'
                    f"<figcaption>{self.sentence()}</figcaption></figure>")
        if dice < 0.86:
            return f'<h2 style="margin: 0">{self.sentence(5)}</h2>'
        if dice < 0.91:
            return "<ul>" + "".join(f"<li>{self.sentence()}</li>" for _ in range(4)) + "</ul>"
        if dice < 0.95:
            return f"<blockquote><p>{self.paragraph(site)}</p></blockquote>"
        if dice < 0.97:
            rows = "".join(f"<tr><td>{self.sentence(2)}</td><td>{i}</td></tr>" for i in range(5))
            return f'<table class="data"><tbody>{rows}</tbody></table>'
        if dice < 0.98:
            return '<iframe src="https://www.youtube.com/embed/abc123" width="560"></iframe>'
        if dice < 0.99:
            return '<script async src="https://counter.example/x.js"></script>'
        return '<img src="https://pixel.example/count.gif" width="1" height="1" alt="">'

    def body(self, site, size):
        blocks, length = [], 0
        while length < size:
            block = self.block(site)
            blocks.append(block)
            length += len(block.encode())
        return "\n".join(blocks)


def date(number):
    day, minute = divmod(number * 37, 1440)
    return 1 + day % 28, 5 + day // 28 % 6, minute // 60, minute % 60


def rfc_822(number):
    day, month, hour, minute = date(number)
    return f"{day:02} {MONTHS[month - 1]} 2026 {hour:02}:{minute:02}:00 +0000"


def rfc_3339(number):
    day, month, hour, minute = date(number)
    return f"2026-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z"


def rss_item(writer, site, number, size, kind):
    title = html.escape(writer.sentence(8))
    link = f"{site}/news/{number}/"
    summary = writer.sentence(24)
    body = writer.body(site, size)
    lines = [f"<title>{title}</title>", f"<link>{link}?utm_source=rss</link>",
             f'<guid isPermaLink="false">{site}/?p={number}</guid>',
             f"<pubDate>{rfc_822(number)}</pubDate>",
             f"<dc:creator><![CDATA[{writer.sentence(2)}]]></dc:creator>"]
    lines += [f"<category><![CDATA[{word}]]></category>" for word in writer.take(3)]
    lines.append(f'<media:content url="{site}/lead/{number}.jpg" medium="image" width="1200"/>')
    if kind == "cdata":
        lines.append(f"<description><![CDATA[<p>{summary}</p>]]></description>")
        lines.append(f"<content:encoded><![CDATA[{body}]]></content:encoded>")
    else:
        lines.append(f"<description>{html.escape(body)}</description>")
    return "<item>\n" + "\n".join(lines) + "\n</item>\n"


def atom_entry(writer, site, number, size, kind):
    body = writer.body(site, size)
    content = (f'<content type="html">{html.escape(body)}</content>' if kind == "atom"
               else f'<content type="html"><![CDATA[{body}]]></content>')
    return (f"<entry>\n<title>{html.escape(writer.sentence(8))}</title>\n"
            f'<link rel="alternate" href="{site}/news/{number}"/>\n<id>tag:site,2026:{number}</id>\n'
            f"<published>{rfc_3339(number)}</published><updated>{rfc_3339(number)}</updated>\n"
            f"<author><name>{writer.sentence(2)}</name></author>\n"
            f"<summary>{html.escape(writer.sentence(20))}</summary>\n{content}\n</entry>\n")


RSS_HEAD = ('<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:media="http://search.yahoo.com/mrss/">\n<channel>\n')


def write_feed(path, number, items, size):
    spread = random.Random(number)
    alphabet = spread.random()
    writer = (Writer(number, SYLLABLES) if alphabet < 0.75
              else Writer(number, CYRILLIC) if alphabet < 0.88 else Writer(number, KANJI, ""))
    kind = spread.choice(["cdata", "cdata", "escaped", "atom", "atom-cdata"])
    site = f"https://site{number}.example"
    sizes = [max(200, int(size * spread.lognormvariate(-0.32, 0.8))) for _ in range(items)]
    numbers = range(items, 0, -1)
    with path.open("w", encoding="utf-8") as out:
        if kind.startswith("atom"):
            out.write('<?xml version="1.0" encoding="utf-8"?>\n'
                      '<feed xmlns="http://www.w3.org/2005/Atom">\n'
                      f'<title>Site {number}</title><link href="{site}/"/><id>{site}/</id>\n'
                      f"<updated>{rfc_3339(items)}</updated>\n")
            out.writelines(atom_entry(writer, site, n, s, kind) for n, s in zip(numbers, sizes))
            out.write("</feed>\n")
        else:
            out.write(f"{RSS_HEAD}<title>Site {number}</title><link>{site}/</link>"
                      f"<description>{writer.sentence()}</description><language>en</language>\n")
            out.writelines(rss_item(writer, site, n, s, kind) for n, s in zip(numbers, sizes))
            out.write("</channel>\n</rss>\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--items", type=int, default=0)
    parser.add_argument("--megabytes", type=float, default=45)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    spread = random.Random(1)
    counts = [max(5, int(spread.lognormvariate(3.2, 0.6))) for _ in range(options.feeds)]
    if options.items:
        counts = [options.items // options.feeds] * options.feeds
        for i in range(options.items % options.feeds):
            counts[i] += 1
    size = options.megabytes * 1e6 / sum(counts) - 900
    for number, count in enumerate(counts):
        write_feed(options.folder / f"{number}.xml", number, count, max(200, size * 0.92))


if __name__ == "__main__":
    main()
