"""Each kind of page: accessible in both colour schemes, still while it loads, no wider than its window, and light."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser.conftest import Open, faults, window
from contract import html_files

KINDS = (
    "",
    "articles/",
    "articles/kuaishou-trust-commerce/",
    "articles/kuaishou-trust-commerce/collation/",
    "articles/kuaishou-trust-commerce/original/",
    "glossary/",
    "glossary/traffic/",
    "names/",
    "names/kuaishou/",
    "timeline/",
    "figures/",
    "disagreements/",
    "passages/",
    "rules/",
    "rules/boilerplate/",
    "annotations/",
    "report/",
    "about/",
    "about/design/",
    "manual/",
    "manual/site/",
    "offline.html",
    "404.html",
)
LARGEST, MOST = 150_000, 3_000  # bytes and elements of a page that is no article
FIRST, STYLES = 11_000, 12_000  # bytes, compressed: the scripts that the page of an article loads by itself, and its style sheets
SHIFTS = """window.shifts = [];
new PerformanceObserver((list) => shifts.push(...list.getEntries().filter((entry) => !entry.hadRecentInput)
  .map(({ value, sources }) => [value, ...sources.map(({ node }) => node?.className || node?.nodeName)])))
  .observe({ type: "layout-shift", buffered: true });"""
pytestmark = pytest.mark.slow


def kind(path: str) -> tuple[str, bool, str]:
    """The folder of a page, whether it is the page of the folder itself or one in it, and which of the views of an article."""
    folder, *rest = path.removesuffix("index.html").strip("/").split("/")
    return folder, bool(rest), "/".join(rest[1:]) if folder == "articles" else ""


def pages(folder: Path) -> dict[str, str]:
    """The pages of the base script by their paths."""
    paths = (path.relative_to(folder).as_posix() for path in html_files(folder))
    return {path: (folder / path).read_text("utf-8") for path in paths if not path.startswith("zh-")}


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "light"), ("phone", "dark")])
@pytest.mark.parametrize("path", KINDS)
def test_nothing_stands_in_the_way_of_anybody(open_shared: Open, path: str, size: str, scheme: str) -> None:
    page = open_shared(path, size, scheme)
    assert [(v["id"], v["nodes"][0]["html"]) for v in faults(page)] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_nothing_moves_while_a_page_loads(browser: Browser, site: str, size: str) -> None:
    page = window(browser, size, "light", script=True)
    page.add_init_script(SHIFTS)
    moved = {}
    for path in KINDS:
        page.goto(site + path)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")
        if shifts := page.evaluate("shifts"):
            moved[path] = shifts
    page.context.close()
    assert moved == {}


def test_all_kinds_are_tried(folder: Path) -> None:
    assert {kind(path) for path, text in pages(folder).items() if 'http-equiv="refresh"' not in text} <= {kind(path) for path in KINDS}


def test_no_page_but_an_article_is_large(folder: Path) -> None:
    others = {path: text for path, text in pages(folder).items() if not re.match(r"articles/[^/]+/", path) or path == "articles/index.html"}
    assert {path: len(text.encode()) for path, text in others.items() if len(text.encode()) > LARGEST} == {}
    elements = {path: len(re.findall(r"<[a-z]", text)) for path, text in others.items()}
    assert {path: count for path, count in elements.items() if count > MOST} == {}


def test_an_article_loads_little(folder: Path) -> None:
    page = (folder / "articles/kuaishou-trust-commerce/index.html").read_text("utf-8")
    weights = {
        suffix: sum(
            len(gzip.compress((folder / f"assets/{name}").read_bytes(), 6)) for name in set(re.findall(rf"assets/([\w-]+\.{suffix})", page))
        )
        for suffix in ("js", "css")
    }
    assert 0 < weights["js"] <= FIRST
    assert 0 < weights["css"] <= STYLES
