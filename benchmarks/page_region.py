"""Trains the weights of `hooks/rules/page_region.yml`, and measures the extraction of articles from saved web pages.

    python benchmarks/page_region.py FOLDER [--prose FOLDER] [--invented N] [--write]

FOLDER has the pages in `raw/SITE/*.html`, and for each of them a `html/*.json` with its `file`, the CSS selectors of the body
(`selector`) and of what does not belong to it (`remove`), and the patterns of lines that do not (`remove_lines`). The folder of
`--prose` holds texts, the title on the first line; pages are invented around them (`invented_pages.py`), which weigh in the training
as much as the saved ones together.

The figures are of whole editions, letters and digits against the gold text (P and R by longest common subsequence, means over pages),
with weights that were trained on the pages of all *other* sites; beside them readability and trafilatura on the same pages. With
`--write`, the weights trained on all pages are written. Needs numpy, scipy, lxml, cssselect and rapidfuzz; the program itself does not.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from lxml import html
from lxml.cssselect import CSSSelector
from rapidfuzz.distance import LCSseq
from scipy.optimize import minimize
from scipy.special import logsumexp

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "hooks"), str(HERE)]

from invented_pages import invented_page, read_article  # noqa: E402

from jiaozhu.cleaning import main_content  # noqa: E402
from jiaozhu.cleaning.page_region.page_lines import PageTree, page_tree  # noqa: E402
from jiaozhu.cleaning.page_region.signals import ALONE, Signals, line_signals, local_signals  # noqa: E402
from jiaozhu.core.errors import InputError  # noqa: E402
from jiaozhu.core.model import Source  # noqa: E402
from jiaozhu.core.reading import Reading  # noqa: E402
from jiaozhu.editions.pipeline import CLEANING, READING, apply_steps, edit  # noqa: E402
from jiaozhu.project import RULES  # noqa: E402
from jiaozhu.rules.load import load  # noqa: E402
from jiaozhu.rules.rulebook import Rulebook  # noqa: E402
from jiaozhu.sources.html import read  # noqa: E402

PENALTY = 0.3  # of the squares of the weights
PINNED = {"shared": -2.0, f"{ALONE}shared": -2.0}  # pages of one site stand together only in a folder of sources
# What speaks for the article, and what against it: the weights of these may be 0, but not of the other sign, because a few pages can
# not show that a comment is an article's own. So a reason that is given for a cut is one.
FOR = {
    "prose",
    "sentence",
    "marks",
    "length",
    "paragraph",
    "content-near",
    "content-far",
    "in-top",
    "in-best",
    "quotation",
    "code",
    "caption",
}
FOR |= {"first-prose", "start-first-prose", "start-border", "start-top", "start-best", "end-border", "end-top", "end-best"}
AGAINST = {
    "linked",
    "links-around",
    "metadata",
    "above-title",
    "byline",
    "label",
    "notice",
    "under-label",
    "behind-label",
    "far-from-top",
    "far-from-best",
    "foreign",
}
AGAINST |= {f"{part}-{place}" for part in ("comments", "links", "tools", "frame", "facts") for place in ("near", "far")}
NOT_TEXT = {"title", "byline", "date", "figure"}
INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "big",
    "cite",
    "code",
    "del",
    "em",
    "font",
    "i",
    "ins",
    "kbd",
    "label",
    "mark",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "wbr",
}
NEVER = {
    "script",
    "style",
    "noscript",
    "template",
    "textarea",
    "select",
    "button",
    "input",
    "video",
    "audio",
    "iframe",
    "object",
    "canvas",
    "svg",
    "head",
    "title",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page, its site, and the letters of its article."""

    name: str
    site: str
    raw: str
    gold: str


@dataclass(slots=True)
class Example:
    """A page to train on: its tree, the segment of its lines that is the article, and how much the page counts."""

    page: Page
    tree: PageTree
    segment: tuple[int, int]
    weight: float
    local: list[Signals]


def letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


# ------------------------------------------------------------------------------------------------------ pages and their gold


def saved_pages(folder: Path) -> Iterator[Page]:
    for path in sorted((folder / "html").glob("*.json")):
        facts = json.loads(path.read_text("utf-8"))
        raw = read((folder / "raw" / facts["file"]).read_bytes(), None).raw
        yield Page(path.stem, facts["file"].partition("/")[0], raw, letters(gold_text(raw, facts)))


def gold_text(raw: str, facts: dict[str, Any]) -> str:
    """The lines of the elements that the selectors name, without what does not belong to the article."""
    tree = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>|</(?:html|body)\s*>", "", raw, flags=re.IGNORECASE))
    selectors = facts["selector"] if isinstance(facts["selector"], list) else [facts["selector"]]
    removed = {element for selector in facts.get("remove", ()) for element in CSSSelector(selector)(tree)}
    dropped = [re.compile(pattern) for pattern in facts.get("remove_lines", ())]
    parts: list[str] = []

    def walk(element: Any) -> None:
        if not isinstance(element.tag, str) or element in removed or element.tag in NEVER:
            return
        is_block = element.tag not in INLINE
        parts.append("\n" if is_block else "")
        parts.append(element.text or "")
        for child in element:
            walk(child)
            parts.append(child.tail or "")
        parts.append("\n" if is_block else "")

    chosen = {element for selector in selectors for element in CSSSelector(selector)(tree)}
    for element in tree.iter():
        if element in chosen and not any(outer in chosen for outer in element.iterancestors()):
            walk(element)
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if not any(pattern.search(line) for pattern in dropped))


def invented_pages(folder: Path, count: int, seed: int) -> Iterator[Page]:
    random = Random(seed)
    articles = [read_article(path.read_text("utf-8")) for path in random.sample(sorted(folder.glob("*.txt")), 120)]
    articles = [article for article in articles if len(article.paragraphs) >= 3]
    for n in range(count):
        page = invented_page(articles, random)
        yield Page(f"invented-{n}", "", page.html, letters(page.gold))


# ------------------------------------------------------------------------------------------------------ examples


def example(page: Page, rulebook: Rulebook, weight: float) -> Example | None:
    """The page at the step that extracts its article. None for a page without a line."""
    steps = (*READING, *CLEANING[: CLEANING.index(main_content.propose)])
    tree = page_tree(apply_steps(Reading.unchanged(page.raw), steps, rulebook))
    if not tree.page_lines:
        return None
    segment = gold_segment([letters(page_line.line.text) for page_line in tree.page_lines], page.gold)
    return Example(page, tree, segment, weight, local_signals(tree, rulebook))


def gold_segment(lines: Sequence[str], gold: str) -> tuple[int, int]:
    """The segment of the lines that has the most letters of the gold text, less all others in it."""
    marks = [0] * sum(map(len, lines))
    for operation in LCSseq.opcodes("".join(lines), gold):
        if operation.tag == "equal":
            marks[operation.src_start : operation.src_end] = [1] * (operation.src_end - operation.src_start)
    best, segment, sum_, start, at = 0.0, (0, 1), 0.0, 0, 0
    for n, line in enumerate(lines):
        right = sum(marks[at : at + len(line)])
        at += len(line)
        if sum_ <= 0:
            sum_, start = 0.0, n
        sum_ += max(1, len(line)) * (1 if 2 * right > len(line) else -1)
        if sum_ > best:
            best, segment = sum_, (start, n + 1)
    return segment


# ------------------------------------------------------------------------------------------------------ training

Array = Any
Objective = Callable[[Array], tuple[float, Array]]


def numbered(rows: Sequence[Signals]) -> dict[str, int]:
    """The names of the signals that more than one line has, in order."""
    times = Counter(name for row in rows for name in row)
    return {name: n for n, name in enumerate(sorted(name for name in times if times[name] > 1))}


def matrix(rows: Sequence[Signals], names: dict[str, int]) -> Array:
    result = np.zeros((len(rows), len(names)))
    for n, row in enumerate(rows):
        for name, value in row.items():
            if name in names:
                result[n, names[name]] = value
    return result


def minimized(objective: Objective, names: dict[str, int], prefix: str = "") -> dict[str, float]:
    """The weights with the least cost and penalty; those that are pinned stay as they are."""
    pinned = {n: PINNED[prefix + name] for name, n in names.items() if prefix + name in PINNED}
    start = np.zeros(len(names))
    free = np.ones(len(names))
    for n, value in pinned.items():
        start[n], free[n] = value, 0.0

    def penalized(weights: Array) -> tuple[float, Array]:
        cost, gradient = objective(weights)
        return cost + PENALTY / 2 * float(weights @ weights), (gradient + PENALTY * weights) * free

    bounds = [(0 if name in FOR else None, 0 if name in AGAINST else None) for name in names]
    solution = minimize(penalized, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 200})
    return {prefix + name: float(solution.x[n]) for name, n in names.items()}


def train_alone(examples: Sequence[Example]) -> dict[str, float]:
    """Logistic regression on each line alone; the lines inside count together as much as those outside, on each page."""
    names = numbered([row for e in examples for row in e.local])
    rows = np.concatenate([matrix(e.local, names) for e in examples])
    inside = np.concatenate([[float(e.segment[0] <= n < e.segment[1]) for n in range(len(e.local))] for e in examples])
    weights = []
    for e in examples:
        own = e.segment[1] - e.segment[0]
        weights += [10 * e.weight / (own if e.segment[0] <= n < e.segment[1] else len(e.local) - own) for n in range(len(e.local))]
    counted = np.array(weights)

    def cost(w: Array) -> tuple[float, Array]:
        scores = rows @ w
        likely = 1 / (1 + np.exp(-scores))
        loss = counted * (inside * np.logaddexp(0, -scores) + (1 - inside) * np.logaddexp(0, scores))
        return float(loss.sum()), rows.T @ (counted * (likely - inside))

    return minimized(cost, names, ALONE)


def train_region(examples: Sequence[Example], rulebook: Rulebook) -> dict[str, float]:
    """The conditional random field: the weights under which the segments of the gold texts are the likeliest."""
    signals = [line_signals(e.tree, rulebook) for e in examples]
    names = numbered([row for page in signals for line in page for row in (line.inside, line.start, line.end)])
    pages = [tuple(matrix([getattr(line, place) for line in page], names) for place in ("inside", "start", "end")) for page in signals]

    def cost(w: Array) -> tuple[float, Array]:
        total, gradient = 0.0, np.zeros_like(w)
        for e, (inside, start, end) in zip(examples, pages, strict=True):
            sums = np.concatenate([[0.0], np.cumsum(inside @ w)])
            begun, finished = start @ w - sums[:-1], end @ w + sums[1:]
            before, behind = np.logaddexp.accumulate(begun), np.logaddexp.accumulate(finished[::-1])[::-1]
            norm = logsumexp(before + finished)
            first, last = e.segment[0], e.segment[1] - 1
            total -= e.weight * (begun[first] + finished[last] - norm)
            expected = (
                np.exp(begun + behind - norm) @ start + np.exp(finished + before - norm) @ end + np.exp(before + behind - norm) @ inside
            )
            gradient -= e.weight * (start[first] + end[last] + inside[first : last + 1].sum(0) - expected)
        return float(total), gradient

    return minimized(cost, names)


def train(examples: Sequence[Example], rulebook: Rulebook) -> dict[str, float]:
    alone = train_alone(examples)
    return alone | train_region(examples, replace(rulebook, region_weights=alone))


# ------------------------------------------------------------------------------------------------------ figures


def edition_text(page: Page, rulebook: Rulebook) -> str:
    try:
        edition = edit(Source(page.name, f"sources/{page.name}.html", page.raw, "", "utf-8", ""), None, rulebook)
    except InputError:
        return ""
    return "\n".join(block.text for block in edition.blocks if block.kind not in NOT_TEXT)


def readability(page: Page) -> str:
    from readability import Document

    return str(html.fromstring(Document(page.raw).summary(html_partial=True)).text_content())


def trafilatura(page: Page) -> str:
    from trafilatura import extract

    return extract(page.raw, include_comments=False, include_tables=True) or ""


def score(text: str, gold: str) -> tuple[float, float, float]:
    own = letters(text)
    common = LCSseq.similarity(own, gold)
    precision, recall = (common / len(own) if own else 0.0), common / max(1, len(gold))
    return precision, recall, 2 * precision * recall / (precision + recall) if common else 0.0


def report(label: str, scores: Sequence[tuple[float, float, float]], seconds: float = 0.0) -> None:
    means = [sum(row[n] for row in scores) / len(scores) for n in range(3)]
    print(f"{label:34} P {means[0]:.4f}  R {means[1]:.4f}  F {means[2]:.4f}" + (f"  {seconds:6.2f} s" if seconds else ""))


def timed(label: str, extract: Callable[[Page], str], pages: Sequence[Page]) -> None:
    scores, seconds = [], 0.0
    for page in pages:
        start = time.perf_counter()
        try:
            text = extract(page)
        except Exception as error:  # a page that an extractor cannot read counts 0
            print(f"{label}: {page.name}: {error}", file=sys.stderr)
            text = ""
        seconds += time.perf_counter() - start
        scores.append(score(text, page.gold))
    report(label, scores, seconds)


def cross_validated(examples: Sequence[Example], invented: Sequence[Example], rulebook: Rulebook) -> None:
    """Print the figures of each site's pages, with weights trained on all other sites."""
    scores = []
    for site in sorted({e.page.site for e in examples}):
        weights = train([e for e in (*examples, *invented) if e.page.site != site], rulebook)
        unseen = replace(rulebook, region_weights=weights)
        for e in examples:
            if e.page.site == site:
                scores.append(score(edition_text(e.page, unseen), e.page.gold))
                print(f"  {e.page.name:20} P {scores[-1][0]:.3f}  R {scores[-1][1]:.3f}", flush=True)
    report("editions, each site unseen", scores)


def write(weights: dict[str, float], path: Path) -> None:
    head = path.read_text("utf-8").split("\n\n")[0] if path.is_file() else ""
    groups = (
        (lambda n: not n.startswith(("alone-", "start-", "end-"))),
        *(lambda n, p=p: n.startswith(p) for p in ("start-", "end-", "alone-")),
    )
    parts = []
    for belongs in groups:
        chosen = sorted(((w, name) for name, w in weights.items() if belongs(name)), key=lambda pair: pair[1])
        parts.append("\n".join(f"{name}: {w:.2f}" for w, name in chosen))
    path.write_text("\n\n".join([head, *parts]) + "\n", "utf-8")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--prose", type=Path)
    arguments.add_argument("--invented", type=int, default=240)
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--quick", action="store_true", help="no cross-validation")
    options = arguments.parse_args()
    rulebook, errors = load(RULES)
    assert not errors, errors
    pages = list(saved_pages(options.folder))
    examples = [e for page in pages if (e := example(page, rulebook, 1.0))]
    invented: list[Example] = []
    if options.prose:
        weight = len(pages) / options.invented
        invented = [e for page in invented_pages(options.prose, options.invented, 1) if (e := example(page, rulebook, weight))]
    if not options.quick:
        cross_validated(examples, invented, rulebook)
        timed("readability", readability, pages)
        timed("trafilatura", trafilatura, pages)
    weights = train([*examples, *invented], rulebook)
    if options.write:
        write(weights, RULES / "page_region.yml")
    if options.prose:
        others = list(invented_pages(options.prose, 150, 2))
        timed("editions, other invented pages", lambda page: edition_text(page, replace(rulebook, region_weights=weights)), others)


if __name__ == "__main__":
    main()
