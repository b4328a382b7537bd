"""What search costs: the index of 4,000 articles of 2,500 characters, and a cold query of four characters in a browser.

python benchmarks/search.py [ARTICLES] [--texts DIR] [--keep DIR]

The articles are clauses of the sources (or of the texts in DIR) in random order, and one character of twenty in them is replaced by one
drawn from all of the text, so that pairs of characters are as many as those of real articles, or more. Bytes are those of gzip -6, as
servers send them, for everything from opening search to the first results, the script and the style sheet among it.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import random
import re
import resource
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from playwright.sync_api import Browser, sync_playwright  # noqa: E402

from browser import chromium  # noqa: E402
from jiaozhu.search.site import Index, write  # noqa: E402
from jiaozhu.search.units import Library, Passage, Unit  # noqa: E402
from jiaozhu.variants import proof  # noqa: E402
from jiaozhu.variants.regions import REGIONS  # noqa: E402

ARTICLES, LENGTH, PARAGRAPH, REPLACED = 4000, 2500, 180, 0.05
QUERIES = ("私域流量", "供应链的", "头部主播", "信任电商", "快手小店", "低价商品")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PAGE = """<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>x</title>
<link rel="stylesheet" href="../assets/reader.css"><button class="jz-scheme" data-words="a|b|c"></button>
<a class="jz-search" href="../articles/" data-words="WORDS">搜索</a><script src="../assets/reader.js" defer></script></html>"""
TIMED = """query => new Promise(done => {
  const start = performance.now();
  document.querySelector(".jz-search").click();
  const watch = setInterval(() => {
    const input = document.querySelector(".jz-find input");
    if (input && !input.value) { input.value = query; input.dispatchEvent(new InputEvent("input")); }
    if (input && input.value && (document.querySelector(".jz-find li") || document.querySelector(".jz-find").dataset.done === query)) {
      clearInterval(watch);
      done([performance.now() - start, document.querySelector(".jz-find__status").textContent]);
    }
  }, 2);
})"""


class Packed(SimpleHTTPRequestHandler):
    """A file server that packs what it sends, and counts it."""

    sent = 0

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = BytesIO()
        with gzip.GzipFile(fileobj=content, mode="wb", compresslevel=6, mtime=0) as file:
            file.write(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content.getvalue())))
        self.end_headers()
        self.wfile.write(content.getvalue())
        type(self).sent += len(content.getvalue())

    def log_message(self, *args: object) -> None:
        pass


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("articles", nargs="?", type=int, default=ARTICLES)
    asked.add_argument("--texts", type=Path, default=ROOT / "sources")
    asked.add_argument("--keep", type=Path)
    options = asked.parse_args()
    with TemporaryDirectory() as folder:
        root = options.keep or Path(folder)
        library = Library(tuple(articles(options.texts, options.articles)))
        pairs = {text[n : n + 2] for unit in library.articles for p in unit.passages for text in [p.text] for n in range(len(text) - 1)}
        print(f"{options.articles} articles of {LENGTH} characters, {len(pairs):,} different pairs")
        built(root / "site", library, root / "cache")
        asked_cold(root / "site")


def articles(folder: Path, number: int) -> Iterator[Unit]:
    """Articles of random clauses. The same number gives the same articles."""
    draw = random.Random(number)
    text = "".join(path.read_text("utf-8", "ignore") for path in sorted(folder.rglob("*.txt")))
    clauses = [clause for clause in re.findall(r"[^\s，。！？,!?]+[，。！？,!?]", text.replace(" ", "")) if len(clause) < 60]
    characters = re.findall(r"[\u4e00-\u9fff]", text)
    for n in range(number):
        blocks = []
        while sum(map(len, blocks)) < LENGTH:
            block = ""
            while len(block) < PARAGRAPH:
                block += draw.choice(clauses)
            blocks.append("".join(draw.choice(characters) if c >= "\u4e00" and draw.random() < REPLACED else c for c in block))
        passages = tuple(Passage(f"b{m}", block) for m, block in enumerate(blocks))
        title = "".join(draw.choice(clauses)[:12] for _ in range(2))
        yield Unit(f"articles/a{n}/", title, f"{2024 - n // 400}-{n % 12 + 1:02}", passages)


def built(site: Path, library: Library, cache: Path) -> None:
    """Write the index twice: from nothing, and again with all in the cache."""
    table, _ = proof.load(ROOT / "docs" / "variants.yml")
    for what in ("from nothing", "from the cache"):
        start, used = time.perf_counter(), processor()
        write(Index(site, library, tuple(REGIONS.values()), table, cache))
        print(f"index {what:<16} {time.perf_counter() - start:6.1f} s, {processor() - used:6.1f} s of processors")
    for name, folders in (("shards", ["search/p", "search/c"]), ("texts, three scripts", ["search/t", "zh-tw/search/t", "zh-hk/search/t"])):
        files = [path for folder in folders for path in (site / folder).glob("*.js")]
        whole = sum(path.stat().st_size for path in files)
        packed = sum(len(gzip.compress(path.read_bytes(), 6)) for path in files[:: max(1, len(files) // 400)]) * len(files)
        packed //= len(files[:: max(1, len(files) // 400)])
        print(f"{name:<21} {len(files):6,} files {whole / 1e6:8.1f} MB on disk {packed / 1e6:8.1f} MB packed")


def processor() -> float:
    """Seconds of processors that this process and those it has waited for have used."""
    return sum(r.ru_utime + r.ru_stime for r in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def asked_cold(site: Path) -> None:
    """Ask each query in a browser that has nothing in its cache."""
    shutil.copytree(ROOT / "docs" / "assets", site / "assets", dirs_exist_ok=True)
    header = (ROOT / "hooks" / "theme" / "partials" / "header.html").read_text("utf-8")
    words = re.search(r'jz-search"[^>]*data-words="([^"]*)"', header)
    assert words
    (site / "about").mkdir(exist_ok=True)
    (site / "about" / "index.html").write_text(PAGE.replace("WORDS", words[1]), "utf-8")
    with serving(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=FLAGS)
        for query in QUERIES:
            first, then, seconds, said = cold(browser, f"{address}about/", query)
            print(f"{query}  {first / 1e3:6.1f} kB to the first answer, {then / 1e3:6.1f} kB in all, {seconds * 1e3:5.0f} ms, {said}")
        browser.close()


def cold(browser: Browser, address: str, query: str) -> tuple[int, int, float, str]:
    """Bytes until the first answer and until nothing is asked any more, and the seconds to the first answer."""
    page = browser.new_page()
    page.goto(address, wait_until="networkidle")
    before = Packed.sent
    seconds, said = page.evaluate(TIMED, query)
    first = Packed.sent - before
    page.wait_for_load_state("networkidle")
    page.wait_for_selector(f".jz-find[data-done='{query}']")
    page.close()
    return first, Packed.sent - before, seconds / 1e3, said


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Packed, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


if __name__ == "__main__":
    main()
