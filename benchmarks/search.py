"""The cost of search: the index of 4,000 articles of 2,500 characters, and a cold query of four characters in a browser.

python benchmarks/search.py [ARTICLES] [--texts DIR] [--keep DIR]

The articles are clauses of the sources (or of the texts in DIR) in random order, and one character of twenty is replaced by a random one
of all texts, so that there are as many different bigrams as in real articles, or more. Bytes are counted after gzip -6, as servers send
them, for everything from opening search to the first results, including the script and the style sheet.
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
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from playwright.sync_api import Browser, sync_playwright  # noqa: E402

from browser import chromium  # noqa: E402
from jiaozhu.core.store import Store  # noqa: E402
from jiaozhu.outputs.search.search_index import SearchIndex, write  # noqa: E402
from jiaozhu.outputs.search.units import SearchLibrary, SearchPassage, SearchUnit  # noqa: E402
from jiaozhu.outputs.site_folder import SiteFolder  # noqa: E402
from jiaozhu.script_conversion import table_examples  # noqa: E402
from jiaozhu.script_conversion.regions import REGIONS  # noqa: E402

ARTICLES, LENGTH, PARAGRAPH, REPLACED = 4000, 2500, 180, 0.05
QUERIES = ("私域流量", "供应链的", "头部主播", "信任电商", "快手小店", "低价商品")
SHARDS, TEXTS = ("search/p", "search/c", "search/y"), ("search/t", "zh-tw/search/t", "zh-hk/search/t")
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


@functools.cache
def packed(path: Path) -> bytes:
    """A file as it is sent, compressed once: as on a server, no answer has to wait for the largest file to be compressed again."""
    content = BytesIO()
    with gzip.GzipFile(fileobj=content, mode="wb", compresslevel=6, mtime=0) as file:
        file.write(path.read_bytes())
    return content.getvalue()


class Packed(SimpleHTTPRequestHandler):
    """A file server that compresses its responses, and counts their bytes by address."""

    sent: ClassVar[Counter[str]] = Counter()

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = packed(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.sent[self.path] += len(content)  # before the browser can have the file, and the sum is read
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        pass


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", nargs="?", type=int, default=ARTICLES)
    parser.add_argument("--texts", type=Path, default=ROOT / "sources")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        root = options.keep or Path(folder)
        library = SearchLibrary(tuple(articles(options.texts, options.articles)))
        bigrams = {text[n : n + 2] for unit in library.articles for p in unit.passages for text in [p.text] for n in range(len(text) - 1)}
        print(f"{options.articles} articles of {LENGTH} characters, {len(bigrams):,} different bigrams")
        measure_index(root / "site", library, Store(root / "cache.db", "search"))
        measure_queries(root / "site")


def articles(folder: Path, number: int) -> Iterator[SearchUnit]:
    """Articles of random clauses. The same number gives the same articles."""
    draw = random.Random(number)
    text = "".join(path.read_text("utf-8", "ignore") for path in sorted(folder.rglob("*.txt")))
    clauses = [clause for clause in re.findall(r"[^\s，。！？,!?]+[，。！？,!?]", text.replace(" ", "")) if len(clause) < 60]
    characters = re.findall(r"[\u4e00-\u9fff]", text)
    for n in range(number):
        blocks: list[str] = []
        while sum(map(len, blocks)) < LENGTH:
            block = ""
            while len(block) < PARAGRAPH:
                block += draw.choice(clauses)
            blocks.append("".join(draw.choice(characters) if c >= "\u4e00" and draw.random() < REPLACED else c for c in block))
        passages = tuple(SearchPassage(f"b{m}", block) for m, block in enumerate(blocks))
        title = "".join(draw.choice(clauses)[:12] for _ in range(2))
        yield SearchUnit(f"articles/a{n}/", title, f"{2024 - n // 400}-{n % 12 + 1:02}", passages)


def measure_index(site: Path, library: SearchLibrary, store: Store) -> None:
    """Write the index twice, with an empty cache and with a full one, and print its cost."""
    for state in ("from nothing", "from the cache"):
        seconds, processors = write_index(site, library, store)
        print(f"index {state:<16} {seconds:6.1f} s, {processors:6.1f} s of processor time")
    for name, folders in (("shards", SHARDS), ("texts, three scripts", TEXTS)):
        print(f"{name:<21} {file_sizes([path for folder in folders for path in (site / folder).glob('*.js')])}")


def write_index(site: Path, library: SearchLibrary, store: Store) -> tuple[float, float]:
    """Write the index, and return the seconds and the processor seconds that it took."""
    table, _ = table_examples.load(ROOT / "docs" / "variants.yml")
    start, used = time.perf_counter(), processor_seconds()
    write(SearchIndex(SiteFolder(site), library, tuple(REGIONS.values()), table, store))
    return time.perf_counter() - start, processor_seconds() - used


def file_sizes(files: Sequence[Path]) -> str:
    """The number of files, and their bytes on disk and compressed. Of many files, a sample is compressed."""
    total, sample = sum(path.stat().st_size for path in files), [path.read_bytes() for path in files[:: max(1, len(files) // 400)]]
    compressed = total * sum(len(gzip.compress(content, 6)) for content in sample) / sum(map(len, sample))
    return f"{len(files):6,} files {total / 1e6:8.1f} MB on disk {compressed / 1e6:8.1f} MB compressed"


def processor_seconds() -> float:
    """The processor seconds of this process and of those that it has waited for."""
    return sum(r.ru_utime + r.ru_stime for r in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def measure_queries(site: Path) -> None:
    """Run each query in a browser with an empty cache, and print its cost."""
    add_search_page(site)
    with serving(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=FLAGS)
        for query in QUERIES:
            first, total, seconds, status = cold_query(browser, f"{address}about/", query)
            print(f"{query}  {first / 1e3:6.1f} kB to the first answer, {total / 1e3:6.1f} kB in all, {seconds * 1e3:5.0f} ms, {status}")
        browser.close()


def add_search_page(site: Path) -> None:
    """Write a page that has search, with the scripts and style sheets of the site."""
    shutil.copytree(ROOT / "docs" / "assets", site / "assets", dirs_exist_ok=True)
    header = (ROOT / "hooks" / "theme" / "partials" / "header.html").read_text("utf-8")
    words = re.search(r'jz-search"[^>]*data-words="([^"]*)"', header)
    assert words
    (site / "about").mkdir(exist_ok=True)
    (site / "about" / "index.html").write_text(PAGE.replace("WORDS", words[1]), "utf-8")


def cold_query(browser: Browser, address: str, query: str) -> tuple[int, int, float, str]:
    """The bytes until the first answer and until the network is idle, the seconds to the first answer, and the status line."""
    page = browser.new_page()
    page.goto(address, wait_until="networkidle")
    before = Packed.sent.total()
    seconds, status = page.evaluate(TIMED, query)
    first = Packed.sent.total() - before
    page.wait_for_load_state("networkidle")
    page.wait_for_selector(f".jz-find[data-done='{query}']")
    page.close()
    return first, Packed.sent.total() - before, seconds / 1e3, status


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Packed, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


if __name__ == "__main__":
    main()
