#!/usr/bin/env python3
"""Reads, makes safe and takes in generated feeds beside what others do, in one run.

    bench-ingest.py BENCH-FEED BENCH-INGEST FOLDER [--sources 10000]

FOLDER keeps the feeds and the peers, which are got with npm and apt when they are missing: whoever
has neither sees Sheaf alone. All times are of the processor where nothing else is said.
"""

import argparse
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
NODE_PEERS = ["rss-parser", "feedsmith", "sanitize-html", "dompurify", "jsdom"]
DEBIAN_PEERS = ["python3-feedparser", "python3-sgmllib3k", "newsboat", "libstfl0"]

FEEDPARSER = """
import pathlib, sys, time, feedparser
feeds = [path.read_bytes() for path in pathlib.Path(sys.argv[1]).iterdir()][::8]
begun = time.process_time()
count = sum(len(feedparser.parse(feed).entries) for feed in feeds)
used = time.process_time() - begun
size = sum(map(len, feeds)) / 1e6
print(f"{'feedparser, read and made safe (one feed in 8)':50} {used * 1e3:8.1f} ms "
      f"{size / used:8.1f} MB/s {count / used:9.0f} articles/s")
"""


def say(title):
    print(f"\n== {title}  (load {os.getloadavg()[0]:.1f})", flush=True)


def try_to(*command, **options):
    try:
        return subprocess.run(command, check=True, capture_output=True, **options).returncode == 0
    except (OSError, subprocess.CalledProcessError):
        return False


def get_peers(folder):
    if shutil.which("npm") and not (folder / "node_modules" / "jsdom").exists():
        try_to("npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), *NODE_PEERS)
    root = folder / "root"
    if shutil.which("apt-get") and not (root / "usr").exists():
        root.mkdir(exist_ok=True)
        for package in DEBIAN_PEERS:
            try_to("apt-get", "download", package, cwd=folder)
        for package in folder.glob("*.deb"):
            try_to("dpkg-deb", "-x", str(package), str(root))


def make_feeds(folder, *options):
    if not folder.exists():
        subprocess.run([sys.executable, HERE / "make-feeds.py", folder, *options], check=True)


def run_parsers(options, folder):
    feeds = folder / "feeds"
    bodies = folder / "bodies.json"
    say("200 feeds of 43 MB: read, and their texts made safe")
    subprocess.run([options.bench_feed, feeds, bodies], check=True)
    if (folder / "node_modules" / "jsdom").exists():
        subprocess.run(["node", HERE / "bench-peers.mjs", feeds, bodies], cwd=folder, check=False)
    packages = folder / "root/usr/lib/python3/dist-packages"
    if (packages / "feedparser").exists():
        subprocess.run(["/usr/bin/python3", "-c", FEEDPARSER, feeds], check=False,
                       env={**os.environ, "PYTHONPATH": str(packages)})


class Server:
    def __init__(self, program, folder):
        self.process = subprocess.Popen([program, "serve", folder], stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()

    def __enter__(self):
        return self.address

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def run_newsboat(folder, address, count):
    program = folder / "root/usr/bin/newsboat"
    if not program.exists():
        return
    home = folder / "newsboat"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    (home / "urls").write_text("".join(f"{address}/{i}.xml\n" for i in range(count)))
    (home / "config").write_text("reload-threads 8\n")
    libraries = next(folder.glob("root/usr/lib/**/libstfl.so.0")).parent
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    process = subprocess.Popen(
        [program, "-u", home / "urls", "-c", home / "cache.db", "-C", home / "config", "-x", "reload"],
        env={**os.environ, "LD_LIBRARY_PATH": str(libraries), "HOME": str(home)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        try:
            status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
            peak = max(peak, int(re.search(r"VmHWM:\s+(\d+)", status)[1]))
        except (OSError, TypeError):
            pass
        time.sleep(0.02)
    wall = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"newsboat: {wall:7.2f} s, {cpu:7.2f} s of processor, {peak} KB at most "
          "(fetched, parsed and stored; not made safe, not indexed, not told apart)", flush=True)


def run_whole(options, folder, feeds):
    with Server(options.bench_ingest, folder / feeds) as address:
        print("Sheaf:", flush=True)
        subprocess.run([options.bench_ingest, "whole", address, "200"], check=True)
        run_newsboat(folder, address, 200)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench_feed")
    parser.add_argument("bench_ingest")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--sources", type=int, default=10000)
    options = parser.parse_args()
    folder = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    get_peers(folder)
    make_feeds(folder / "feeds")
    make_feeds(folder / "many", "--items", "37500", "--megabytes", "60")

    run_parsers(options, folder)
    say("The whole way: 200 feeds of 43 MB")
    run_whole(options, folder, "feeds")
    say("The whole way: 37,500 articles of 200 feeds")
    run_whole(options, folder, "many")
    say(f"{options.sources} sources on one server, ten times")
    with Server(options.bench_ingest, folder / "feeds") as address:
        subprocess.run([options.bench_ingest, "rounds", address, str(options.sources)], check=True)


if __name__ == "__main__":
    main()
