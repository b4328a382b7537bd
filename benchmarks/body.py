"""Precision and recall of boilerplate removal, against labels made by hand.

    python benchmarks/body.py FOLDER [-v]

`labels.json` beside this script says, for each document by its digest, which characters are the article's own (and which are
its headings, for `headings.py`); it holds no text. FOLDER holds the documents. Other tools run on the same text where they are
installed: the line filter of C4, which keeps the lines that end in a terminal mark, and trafilatura and jusText, which get the
lines as HTML paragraphs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import escape
from importlib import import_module
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "hooks"))

from jiaozhu.build.index_stages import load_rules  # noqa: E402
from jiaozhu.core.errors import InputError  # noqa: E402
from jiaozhu.core.model import Edition  # noqa: E402
from jiaozhu.editions.pipeline import edit  # noqa: E402
from jiaozhu.project import RULES  # noqa: E402
from jiaozhu.rules.rulebook import Rulebook  # noqa: E402
from jiaozhu.sources.line_frequencies import shared_lines  # noqa: E402
from jiaozhu.sources.read import read_source  # noqa: E402

TERMINAL = ("。", "！", "？", "”", ".", "!", "?", '"', "…")


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of characters: those kept that are the article's (``right``), those kept, and those that are the article's (``expected``)."""

    right: int
    kept: int
    expected: int

    @property
    def precision(self) -> float:
        return self.right / self.kept if self.kept else float(self.expected == 0)

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", help="the documents that were labelled")
    parser.add_argument("-v", "--verbose", action="store_true", help="show what is missing and what is too much")
    options = parser.parse_args()
    if options.folder is None:
        print("skipped: name the folder of the labelled documents")
        return
    rulebook, _ = load_rules(RULES)
    paths = sorted(options.folder.rglob("*.txt"))
    texts = {path.name: path.read_text("utf-8", "replace") for path in paths}
    shared = shared_lines(texts)
    labels = {label["sha256"]: (name, label) for name, label in json.loads((HERE / "labels.json").read_text("utf-8")).items()}
    columns = ["ours", "c4", *(name for name in ("trafilatura", "justext") if _installed(name))]
    print(f"{'document':10} {'P':>6} {'R':>6} {'F1':>6}  title date  " + " ".join(f"{name:>11}" for name in columns[1:]))
    totals: dict[str, list[float]] = {name: [] for name in columns}
    for path in paths:
        entry = labels.get(hashlib.sha256(path.read_bytes()).hexdigest())
        if entry:
            _report(path, *entry, replace(rulebook, shared_lines=shared[path.name]), totals, options.verbose)
    print(f"{'mean F1':24} {_mean(totals['ours']):6.3f}  {'':10} " + " ".join(f"{_mean(totals[name]):11.3f}" for name in columns[1:]))


def _report(path: Path, name: str, label: dict[str, Any], rulebook: Rulebook, totals: dict[str, list[float]], verbose: bool) -> None:
    source = read_source(path, path.name, None)
    expected = _positions(label["body"])
    neutral = _positions(label.get("captions", [])) | _positions(label.get("optional", []))
    try:
        edition = edit(source, None, rulebook)
    except InputError as e:
        print(f"{name:10} no page: {e.what}   ({'right' if not label['article'] else 'WRONG'})")
        totals["ours"].append(float(not label["article"]))
        return
    if not label["article"]:
        print(f"{name:10} has no article, and got a page")
        totals["ours"].append(0.0)
        return
    kept = _kept(edition)
    score = _score(source.raw, kept, expected, neutral)
    others = [_score(source.raw, tool(source.raw), expected, neutral).f1 for tool in _tools()]
    for column, value in zip(totals, [score.f1, *others], strict=True):
        totals[column].append(value)
    title, date = _title_is_right(edition, label), (edition.heading.date.value if edition.heading.date else None) == label["date"]
    marks = f"{'ok' if title else '--':>5} {'ok' if date else '--':>4}"
    print(f"{name:10} {score.precision:6.3f} {score.recall:6.3f} {score.f1:6.3f}  {marks}  " + " ".join(f"{o:11.3f}" for o in others))
    if verbose:
        _explain(source.raw, kept, expected, neutral)


def _kept(edition: Edition) -> set[int]:
    """The offsets in the raw text of the characters in the blocks of an edition, without its title."""
    titles = {n for block in edition.blocks if block.kind == "title" for n in range(block.span.start, block.span.end)}
    kept: set[int] = set()
    for at, run in edition.reading.placed():
        if run.put is None:
            kept.update(n for n in range(run.start, run.end) if at + n - run.start not in titles)
        elif run.put and at not in titles:
            kept.update(range(run.start, run.end))
    return kept


def _score(raw: str, kept: set[int], expected: set[int], neutral: set[int]) -> Score:
    seen = {n for n, c in enumerate(raw) if c.isalnum()} - neutral
    return Score(len(kept & expected & seen), len(kept & seen), len(expected & seen))


def _title_is_right(edition: Edition, label: dict[str, Any]) -> bool:
    raw = edition.source.raw
    spans = [*([label["title"]] if label["title"] else []), *label.get("title_alt", [])]
    ours = _letters(edition.heading.title.value) if edition.heading.title else ""
    return ours == "" if not spans else any(_letters(raw[s:e]) == ours for s, e in spans)


def _tools() -> Iterator[Callable[[str], set[int]]]:
    yield _c4
    for name, tool in (("trafilatura", _trafilatura), ("justext", _justext)):
        if _installed(name):
            yield tool


def _c4(raw: str) -> set[int]:
    return _located(raw, [line for line in raw.splitlines() if line.strip().endswith(TERMINAL)])


def _trafilatura(raw: str) -> set[int]:
    text = import_module("trafilatura").extract(_page(raw), include_comments=False) or ""
    return _located(raw, text.splitlines())


def _justext(raw: str) -> set[int]:
    justext = import_module("justext")
    paragraphs = justext.justext(_page(raw).encode(), frozenset(), stopwords_low=0, stopwords_high=0, length_low=30, length_high=80)
    return _located(raw, [p.text for p in paragraphs if not p.is_boilerplate])


def _page(raw: str) -> str:
    body = "".join(f"<p>{escape(line)}</p>" for line in raw.splitlines() if line.strip())
    return f"<!doctype html><html lang=zh><head><meta charset=utf-8></head><body>{body}</body></html>"


def _located(raw: str, texts: list[str]) -> set[int]:
    """The offsets in the raw text of the texts that a tool returned, in order; white space does not count."""
    at = [n for n, c in enumerate(raw) if not c.isspace()]
    compact, start, offsets = "".join(raw[n] for n in at), 0, set[int]()
    for text in texts:
        words = "".join(text.split())
        place = compact.find(words, start) if words else -1
        if place >= 0:
            offsets.update(at[place : place + len(words)])
            start = place + len(words)
    return offsets


def _explain(raw: str, kept: set[int], expected: set[int], neutral: set[int]) -> None:
    for what, offsets in (("missing", expected - kept), ("too much", kept - expected - neutral)):
        for start, end in _stretches(sorted(offsets)):
            text = raw[start:end].strip()
            if any(c.isalnum() for c in text):
                print(f"    {what:8} {start}-{end} {text[:70]!r}")


def _stretches(offsets: list[int]) -> Iterator[tuple[int, int]]:
    start = last = None
    for n in offsets:
        if last is None or n != last + 1:
            if start is not None and last is not None:
                yield start, last + 1
            start = n
        last = n
    if start is not None and last is not None:
        yield start, last + 1


def _positions(spans: list[list[int]]) -> set[int]:
    return {n for start, end in spans for n in range(start, end)}


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _installed(name: str) -> bool:
    try:
        import_module(name)
    except ImportError:
        return False
    return True


if __name__ == "__main__":
    main()
