"""Our search beside Material's own (with jieba) and Pagefind, on one tree: 4,000 articles of 2,500 characters, in one run.

python benchmarks/search_beside.py [ARTICLES] [--texts DIR]

The other two are no dependencies of the project: what is not installed is left out, and a line says so. They come with

    pip install jieba==0.42.1 'pagefind[extended]==1.5.2'

(of Pagefind, the extended build: the other one does not cut Chinese into words). The articles are those of search.py. MkDocs builds
them as plain pages, once without search and once with Material's; the difference is what its index costs. Pagefind reads the pages of the
first. Ours is written for three scripts, as on the site, the others for one.

A cold query is asked in a browser that has nothing in its cache; its bytes are of all that search fetches until the first result is shown,
its time is from opening search (of Pagefind, from asking for its script) to that, the median of three. The server is on this computer:
what bytes cost on a network comes on top. Material fetches its index with every page and makes it ready in a worker, so its time counts
from the page's load event to the ready index, plus that of the answer, as for a reader who asks at once. What was found is what each says
itself: all of our results verified, all items that Material's worker sends to the page, the addresses of all of Pagefind's results.
True is what holds the query as a substring; 電商 is to find 电商. Precision is told of the first ten as well, for what is found loosely
may be ranked well.
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
from search import ARTICLES, LENGTH, QUERIES, ROOT, SHARDS, TEXTS, articles, weighed, written

from jiaozhu.outputs.search.units import SearchLibrary, SearchUnit

SAME = {"電商": "电商", "信任電商": "信任电商"}  # what a query in another script is to find
SHOWN = 10  # results that a reader looks at
ASKED = (*QUERIES, "域流", "KOC营销", *SAME)
CONFIG = """site_name: x
site_url: ""
nav: [index.md]
not_in_nav: /articles/*
theme: {{name: material, language: zh, font: false}}
site_dir: {name}
plugins: {plugins}
"""
SEARCH = "[search: {lang: zh}]"  # the theme's separator for zh has U+200B, with which jieba's words are joined, and punctuation
SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!>])")
MARKED = str.maketrans({"&": "&amp;", "<": "&lt;"})


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("articles", nargs="?", type=int, default=ARTICLES)
    asked.add_argument("--texts", type=Path, default=ROOT / "sources")
    options = asked.parse_args()
    with TemporaryDirectory() as folder:
        units = tuple(articles(options.texts, options.articles))
        print(f"{options.articles} articles of {LENGTH} characters; MkDocs {version('mkdocs')}, Material {version('mkdocs-material')}")
        answers = compared(Path(folder), units)
    true = {query: holding(units, SAME.get(query, query)) for query in ASKED}
    for query in ASKED:
        print(f"\n{query}  in {len(true[query]):,} articles")
        for name in answers:
            tell(name, [answers[name][query]], [true[query]])
    print(f"\nall {len(ASKED)} queries: medians, and sums of what was found")
    for name, answered in answers.items():
        tell(name, [answered[query] for query in ASKED], [true[query] for query in ASKED])


def compared(root: Path, units: tuple[SearchUnit, ...]) -> dict[str, Answers]:
    """The answers of our search, and of the others that are installed."""
    has_material, has_pagefind = installed("Material", "jieba"), installed("Pagefind", "pagefind", "pagefind_bin_extended")
    answers = {"ours": ours(root / "ours", units)}
    if has_material or has_pagefind:
        plant(root, units)
        print(f"{'pages alone':<12}{(bare := mkdocs(root, 'bare', '[]'))}")
    if has_material:
        answers["Material"] = material(root, bare)
    if has_pagefind:
        answers["Pagefind"] = pagefind(root / "bare")
    return answers


def installed(name: str, *modules: str) -> bool:
    """Whether there is what a search needs. It is said either way."""
    missing = [module for module in modules if not importlib.util.find_spec(module)]
    how = f"left out, for there is no {' and no '.join(missing)}; see the head of benchmarks/{Path(__file__).name}"
    print(f"{name:<12}{how if missing else ', '.join(f'{module} {version(module)}' for module in modules)}")
    return not missing


def ours(site: Path, units: tuple[SearchUnit, ...]) -> Answers:
    with watched() as watch, ProcessPoolExecutor(1, get_context("spawn")) as pool:
        seconds, processors = pool.submit(written, site, SearchLibrary(units), None).result()
    weigh("ours", Cost(seconds, processors, watch.memory), site, "search/index.js", *(f"{folder}/*.js" for folder in (*SHARDS, *TEXTS)))
    return ask_ours(site, ASKED)


def material(root: Path, bare: Cost) -> Answers:
    full = mkdocs(root, "material", SEARCH)
    print(f"{'with search':<12}{full}")
    cost = Cost(full.seconds - bare.seconds, full.processors - bare.processors, full.memory)
    weigh("Material", cost, root / "material", "search/search_index.json")
    return ask_material(root / "material", ASKED)


def pagefind(site: Path) -> Answers:
    cost = run([sys.executable, "-m", "pagefind", "--site", str(site), "--root-selector", "article"])
    weigh("Pagefind", cost, site / "pagefind", "pagefind-entry.json", "*.pf_meta", "index/*", "fragment/*")
    return ask_pagefind(site, ASKED)


def weigh(name: str, cost: Cost, folder: Path, *patterns: str) -> None:
    """Print what an index costs. Its files match the patterns."""
    files = [path for pattern in patterns for path in sorted(folder.glob(pattern))]
    print(f"{name:<12}{cost} {weighed(files)}", flush=True)


def holding(units: Sequence[SearchUnit], words: str) -> frozenset[int]:
    """The numbers of the articles that hold the words in their title or in a paragraph."""
    return frozenset(n for n, unit in enumerate(units) if any(words in text for text in (unit.title, *(p.text for p in unit.passages))))


def plant(root: Path, units: Sequence[SearchUnit]) -> None:
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


def mkdocs(root: Path, name: str, plugins: str) -> Cost:
    """Build the pages into a folder with this name."""
    config = root / f"{name}.yml"
    config.write_text(CONFIG.format(name=name, plugins=plugins), "utf-8")
    return run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config)], {"NO_MKDOCS_2_WARNING": "1"})


def tell(name: str, answers: Sequence[Answer], true: Sequence[frozenset[int]]) -> None:
    """Print what a search made of one query or of several. ``true``: the articles that hold each."""
    sent, took, ready = (median(getattr(answer, field) for answer in answers) for field in ("sent", "took", "ready"))
    found = [(n in held, place < SHOWN) for a, held in zip(answers, true, strict=True) for place, n in enumerate(a.articles)]
    hits, first = sum(holds for holds, _ in found), [holds for holds, is_shown in found if is_shown]
    quality = f"{len(found):7,} found, recall {share(hits, sum(map(len, true)))}, precision {share(hits, len(found))}"
    quality += f", of the first {SHOWN} {share(sum(first), len(first))}"
    waiting = f"  ({took - ready:,.0f} ms once its index is ready)" if ready else ""
    print(f"  {name:<10}{sent / 1e3:10,.1f} kB {took:8,.0f} ms {quality}{waiting}")


def share(part: int, whole: int) -> str:
    return f"{part / whole:5.1%}" if whole else "    —"


if __name__ == "__main__":
    main()
