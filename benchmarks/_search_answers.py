"""The answers of three kinds of search (ours, Material's, Pagefind's) to the same queries, in a browser with an empty cache."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright
from search import FLAGS, TIMED, Packed, add_search_page, cold_query, packed, serving

from browser import chromium

RUNS = 3
ARTICLE, SEARCHES = re.compile(r"articles/a(\d+)/"), re.compile(r"/search/|/workers/|/lunr/")
HEARD = """window.heard = {}; window.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data: { type, data } }) => { heard[type] = { data, at: performance.now() }; });
  }
};"""
READY = """() => new Promise(done => {
  const meta = document.querySelector(".md-search-result__meta"), before = meta.textContent;
  document.querySelector(".md-search__input").focus();
  const watch = setInterval(() => {
    if (!heard[1] || meta.textContent === before) return;
    clearInterval(watch);
    done(heard[1].at - performance.getEntriesByType("navigation")[0].loadEventEnd);
  }, 2);
})"""
ANSWERED = """query => new Promise(done => {
  delete heard[3];
  const input = document.querySelector(".md-search__input"), start = performance.now();
  input.value = query;
  input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  const watch = setInterval(() => {
    if (!heard[3] || (heard[3].data.items.length && !document.querySelector(".md-search-result__item"))) return;
    clearInterval(watch);
    done([performance.now() - start, heard[3].data.items.map(([{ location }]) => location)]);
  }, 2);
})"""
FIRST = """async query => {
  const start = performance.now(), pagefind = await import("/pagefind/pagefind.js"), { results } = await pagefind.search(query);
  await results[0]?.data();
  return performance.now() - start;
}"""
EVERY = """async query => {
  const pagefind = await import("/pagefind/pagefind.js"), { results } = await pagefind.search(query);
  return (await Promise.all(results.map(result => result.data()))).map(({ url }) => url);
}"""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one query: bytes and milliseconds until the first result, and the numbers of the articles, best first.

    ``ready`` is how many of these milliseconds pass before the index is ready, where it is made in the browser.
    """

    sent: float
    took: float
    articles: tuple[int, ...]
    ready: float = 0


Answers = Mapping[str, Answer]


def ask_ours(site: Path, queries: Sequence[str]) -> Answers:
    """The answers of our search."""
    add_search_page(site)
    with opened(site) as (browser, address):
        page = browser.new_page()
        page.goto(f"{address}about/")
        page.evaluate(TIMED, queries[0])
        addresses = {query: page.evaluate("async query => (await jzFind.find(query)).found", query) for query in queries}
        page.close()
        runs = {query: [cold_query(browser, f"{address}about/", query) for _ in range(RUNS)] for query in queries}
    return {query: answer([(sent, 1e3 * seconds) for sent, _, seconds, _ in runs[query]], addresses[query]) for query in queries}


def ask_pagefind(site: Path, queries: Sequence[str]) -> Answers:
    """The answers of Pagefind on the pages of a site."""
    with opened(site) as (browser, address):
        page = browser.new_page()
        page.goto(address)
        addresses = {query: page.evaluate(EVERY, query) for query in queries}
        page.close()
        runs = {query: [first_result_of_pagefind(browser, address, query) for _ in range(RUNS)] for query in queries}
    return {query: answer(runs[query], addresses[query]) for query in queries}


def first_result_of_pagefind(browser: Browser, address: str, query: str) -> tuple[int, float]:
    """Bytes and milliseconds until the first result."""
    page = browser.new_page()
    page.goto(address, wait_until="networkidle")
    before = Packed.sent.total()
    took = page.evaluate(FIRST, query)
    page.close()
    return Packed.sent.total() - before, took


def ask_material(site: Path, queries: Sequence[str]) -> Answers:
    """The answers of Material's search. Each page waits once for its index, and then gets all queries."""
    packed(site / "search" / "search_index.json")  # before the clock runs
    with opened(site) as (browser, address):
        runs = [answers_of_worker(browser, address, queries) for _ in range(RUNS)]
    ready = median(run[1] for run in runs)
    answers = {query: [(sent, waited + replies[query][0]) for sent, waited, replies in runs] for query in queries}
    return {query: answer(answers[query], runs[0][2][query][1], ready) for query in queries}


def answers_of_worker(browser: Browser, address: str, queries: Sequence[str]) -> tuple[int, float, dict[str, tuple[float, list[str]]]]:
    """The bytes of search, the milliseconds until its index is ready, and for each query those until its answer and the addresses."""
    page = browser.new_page()
    page.add_init_script(HEARD)
    Packed.sent.clear()
    page.goto(address, wait_until="load")
    ready = page.evaluate(READY)
    answers = {query: page.evaluate(ANSWERED, query) for query in queries}
    page.close()
    return sum(size for path, size in Packed.sent.items() if SEARCHES.search(path)), ready, answers


@contextmanager
def opened(site: Path) -> Iterator[tuple[Browser, str]]:
    """A browser, and the address of a site."""
    with serving(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=FLAGS)
        yield browser, address
        browser.close()


def answer(runs: Sequence[tuple[float, float]], addresses: Iterable[str], ready: float = 0) -> Answer:
    """The medians of several runs, with the numbers of the articles among these addresses."""
    articles = tuple(int(match[1]) for address in addresses if (match := ARTICLE.search(address)))
    return Answer(median(sent for sent, _ in runs), median(took for _, took in runs), articles, ready)
