"""A comparison of our search with Material's own (with jieba) and Pagefind: 4,000 articles of 2,500 characters, in one run.

python benchmarks/search_beside.py [ARTICLES] [--texts DIR]

The other two are not dependencies of the project: one that is not installed is left out, and a line says so. Install them with

    pip install jieba==0.42.1 'pagefind[extended]==1.5.2'

(the extended build of Pagefind, because the other one does not segment Chinese). The articles are those of search.py. MkDocs builds them
as plain pages, once without search and once with Material's; the difference is the cost of its index. Pagefind indexes the pages of the
first build. Our index is written for three scripts, as on the site, the others for one.

A cold query runs in a browser with an empty cache. Its bytes are everything that search fetches until the first result is shown; its time
runs from opening search (for Pagefind, from requesting its script) to the first result, and is the median of three. The server is on this
computer: the cost of the bytes on a network comes on top. Material fetches its index with every page and prepares it in a worker, so its
time runs from the page's load event to the ready index, plus that of the answer, as for a reader who searches at once. The results are
those that each search reports: all of our verified results, all items that Material's worker sends to the page, the addresses of all of
Pagefind's results. An article is relevant if it contains the query as a substring; 電商 must find 电商. Precision is given for the first
ten results as well, because a search with loose matches may rank them well.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from _cost import Cost, run, watched
from _search_answers import Answer, Answers, ask_material, ask_ours, ask_pagefind
from search import ARTICLES, LENGTH, QUERIES, ROOT, SHARDS, TEXTS, articles, file_sizes, write_index

from jiaozhu.outputs.search.units import SearchLibrary, SearchUnit

SIMPLIFIED = {"電商": "电商", "信任電商": "信任电商"}  # the words that a query in another script must find
SHOWN = 10  # results that a reader looks at
TESTED = (*QUERIES, "域流", "KOC营销", *SIMPLIFIED)
CONFIG = """site_name: x
site_url: ""
nav: [index.md]
not_in_nav: /articles/*
theme: {{name: material, language: zh, font: false}}
site_dir: {name}
plugins: {plugins}
"""
SEARCH = "[search: {lang: zh}]"  # the theme's separator for zh is punctuation and U+200B, which joins jieba's words
SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!>])")
MARKED = str.maketrans({"&": "&amp;", "<": "&lt;"})


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", nargs="?", type=int, default=ARTICLES)
    parser.add_argument("--texts", type=Path, default=ROOT / "sources")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        units = tuple(articles(options.texts, options.articles))
        print(f"{options.articles} articles of {LENGTH} characters; MkDocs {version('mkdocs')}, Material {version('mkdocs-material')}")
        answers = answers_by_search(Path(folder), units)
    relevant = {query: articles_with(units, SIMPLIFIED.get(query, query)) for query in TESTED}
    for query in TESTED:
        print(f"\n{query}  in {len(relevant[query]):,} articles")
        for name in answers:
            print_answers(name, [answers[name][query]], [relevant[query]])
    print(f"\nall {len(TESTED)} queries: medians, and sums of the results")
    for name, by_query in answers.items():
        print_answers(name, [by_query[query] for query in TESTED], [relevant[query] for query in TESTED])


def answers_by_search(root: Path, units: tuple[SearchUnit, ...]) -> dict[str, Answers]:
    """The answers of our search and of the others that are installed, by the name of the search."""
    has_material, has_pagefind = is_installed("Material", "jieba"), is_installed("Pagefind", "pagefind", "pagefind_bin_extended")
    answers = {"ours": measure_ours(root / "ours", units)}
    if has_material or has_pagefind:
        write_pages(root, units)
        print(f"{'pages alone':<12}{(bare := build(root, 'bare', '[]'))}")
    if has_material:
        answers["Material"] = measure_material(root, bare)
    if has_pagefind:
        answers["Pagefind"] = measure_pagefind(root / "bare")
    return answers


def is_installed(name: str, *modules: str) -> bool:
    """True where the modules that a search needs are installed. Prints their versions, or which are missing."""
    missing = [module for module in modules if not importlib.util.find_spec(module)]
    status = f"left out, for there is no {' and no '.join(missing)}; see the head of benchmarks/{Path(__file__).name}"
    print(f"{name:<12}{status if missing else ', '.join(f'{module} {version(module)}' for module in modules)}")
    return not missing


def measure_ours(site: Path, units: tuple[SearchUnit, ...]) -> Answers:
    with watched() as watch, ProcessPoolExecutor(1, get_context("spawn")) as pool:
        seconds, processors = pool.submit(write_index, site, SearchLibrary(units), None).result()
    print_cost(
        "ours", Cost(seconds, processors, watch.memory), site, "search/index.js", *(f"{folder}/*.js" for folder in (*SHARDS, *TEXTS))
    )
    return ask_ours(site, TESTED)


def measure_material(root: Path, bare: Cost) -> Answers:
    full = build(root, "material", SEARCH)
    print(f"{'with search':<12}{full}")
    cost = Cost(full.seconds - bare.seconds, full.processors - bare.processors, full.memory)
    print_cost("Material", cost, root / "material", "search/search_index.json")
    return ask_material(root / "material", TESTED)


def measure_pagefind(site: Path) -> Answers:
    cost = run([sys.executable, "-m", "pagefind", "--site", str(site), "--root-selector", "article"])
    print_cost("Pagefind", cost, site / "pagefind", "pagefind-entry.json", "*.pf_meta", "index/*", "fragment/*")
    return ask_pagefind(site, TESTED)


def print_cost(name: str, cost: Cost, folder: Path, *patterns: str) -> None:
    """Print the cost of an index, whose files match the patterns."""
    files = [path for pattern in patterns for path in sorted(folder.glob(pattern))]
    print(f"{name:<12}{cost} {file_sizes(files)}", flush=True)


def articles_with(units: Sequence[SearchUnit], words: str) -> frozenset[int]:
    """The numbers of the articles that have the words in their title or in a paragraph."""
    return frozenset(n for n, unit in enumerate(units) if any(words in text for text in (unit.title, *(p.text for p in unit.passages))))


def write_pages(root: Path, units: Sequence[SearchUnit]) -> None:
    """Write the articles as the pages of a site for MkDocs."""
    folder = root / "docs" / "articles"
    folder.mkdir(parents=True)
    (root / "docs" / "index.md").write_text("# x\n", "utf-8")
    for n, unit in enumerate(units):
        blocks = (f"# {plain(unit.title)}", *(plain(passage.text) for passage in unit.passages))
        (folder / f"a{n}.md").write_text("\n\n".join(blocks) + "\n", "utf-8")


def plain(text: str) -> str:
    """Markdown that shows the text as it stands."""
    return SPECIAL.sub(r"\\\1", text).translate(MARKED)


def build(root: Path, name: str, plugins: str) -> Cost:
    """Build the pages with MkDocs into a folder with this name."""
    config = root / f"{name}.yml"
    config.write_text(CONFIG.format(name=name, plugins=plugins), "utf-8")
    return run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config)], {"NO_MKDOCS_2_WARNING": "1"})


def print_answers(name: str, answers: Sequence[Answer], relevant: Sequence[frozenset[int]]) -> None:
    """Print the cost and the quality of the answers to one query or to several. ``relevant`` are the articles that contain each."""
    sent, took, ready = (median(getattr(answer, field) for answer in answers) for field in ("sent", "took", "ready"))
    results = [(n in right, rank < SHOWN) for a, right in zip(answers, relevant, strict=True) for rank, n in enumerate(a.articles)]
    hits, first = sum(is_hit for is_hit, _ in results), [is_hit for is_hit, is_shown in results if is_shown]
    quality = f"{len(results):7,} results, recall {share(hits, sum(map(len, relevant)))}, precision {share(hits, len(results))}"
    quality += f", of the first {SHOWN} {share(sum(first), len(first))}"
    waiting = f"  ({took - ready:,.0f} ms once its index is ready)" if ready else ""
    print(f"  {name:<10}{sent / 1e3:10,.1f} kB {took:8,.0f} ms {quality}{waiting}")


def share(part: int, whole: int) -> str:
    return f"{part / whole:5.1%}" if whole else "    —"


if __name__ == "__main__":
    main()
