"""The points of an article at which an editor can answer 是 or 否: its doubts, its conjectures, and what was cut from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import fmean
from typing import Literal

from ...cleaning.markup import unmarked
from ...collation.apparatus import Apparatus, line_of
from ...core.article import Article
from ...core.digest import key
from ...core.reading import Reading, Run, Span
from ...rules.rulebook import Rule, Rulebook
from .places import PagePlace, page_place

AROUND = 6  # characters on each side of a mark that is shown alone


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to answer. ``spans`` are the stretches of the raw text that it is about, ``places`` where these stand on the page.

    ``source`` are the words as the source has them, ``text`` as the edition does. ``suggestion`` is what a question supposes to be right;
    with ``is_cut_supposed`` it supposes that the words should go. ``id`` stays the same as long as the source, the rule and the place do.
    ``marks`` are the punctuation marks that the program has supposed, one for each of the spans, where it has supposed nothing else; of
    several spans ``each`` has the words of the source and of the text around it, and ``confidences`` the probability that it is right;
    that of the point is their mean.
    """

    id: str
    kind: Literal["question", "conjecture", "cut"]
    rule: Rule
    confidence: float
    is_doubt: bool
    why: str
    suggestion: str
    is_cut_supposed: bool
    source: str
    text: str
    line: int
    spans: tuple[Span, ...]
    places: tuple[PagePlace, ...]
    marks: tuple[str, ...] = ()
    each: tuple[tuple[str, str], ...] = ()
    confidences: tuple[float, ...] = ()


def points(article: Article, apparatus: Apparatus, rulebook: Rulebook) -> tuple[Point, ...]:
    """All points of an article, in the order of its page."""
    drafts = sorted((*_questions(article, rulebook), *_conjectures(article, rulebook), *_cuts(article, apparatus)), key=_order)
    return tuple({draft.id: draft for draft in drafts}.values())


def doubt_count(article: Article, apparatus: Apparatus, rulebook: Rulebook) -> int:
    """How many points of an article are doubtful."""
    return sum(point.is_doubt for point in points(article, apparatus, rulebook))


def _questions(article: Article, rulebook: Rulebook) -> Iterator[Point]:
    reading = article.edition.reading
    source = unmarked(reading) if reading.queries else reading
    for query in reading.queries:
        if len(reading.place(query.span)):  # or it was cut since by another rule
            point = _point(article, source, "question", rulebook.rules[query.rule], query.confidence, (query.span,))
            yield replace(point, suggestion=query.put or "", is_cut_supposed=query.put == "", why=query.why or point.why)


def _conjectures(article: Article, rulebook: Rulebook) -> Iterator[Point]:
    """Doubtful changes. Those of one rule in one line are one point, for they are usually right or wrong together."""
    reading = article.edition.reading
    doubtful = [run for run in reading.runs if not run.sure]
    source = unmarked(reading) if doubtful else reading

    def together(run: Run) -> tuple[str, int]:
        return run.rule or "", line_of(reading.raw, run.start)

    for (name, _), group in groupby(doubtful, key=together):
        rule = rulebook.rules[name]
        runs = list(group)
        spans = tuple(Span(run.start, run.end) for run in runs)
        marks = tuple(run.put or "" for run in runs)
        confidences = tuple(rulebook.confidence(run) for run in runs)
        point = _point(article, source, "conjecture", rule, fmean(confidences), spans)
        each = tuple((_words(source, span), _text(source, reading, span)) for span in spans) if len(spans) > 1 else ()
        marks = marks if rule.kind == "form" and all(len(mark) == 1 for mark in marks) else ()
        yield replace(point, marks=marks, each=each, confidences=confidences if each else ())


def _cuts(article: Article, apparatus: Apparatus) -> Iterator[Point]:
    """What was cut without a doubt."""
    reading = article.edition.reading
    source = unmarked(reading) if apparatus.cuts else reading
    for cut in apparatus.cuts:
        if cut.sure:
            yield _point(article, source, "cut", cut.rule, 1.0, (cut.span,))


def _point(
    article: Article,
    source: Reading,
    kind: Literal["question", "conjecture", "cut"],
    rule: Rule,
    confidence: float,
    spans: tuple[Span, ...],
) -> Point:
    reading = article.edition.reading
    whole = Span(spans[0].start, max(span.end for span in spans))
    return Point(
        id=key(kind, rule.id, article.edition.source.digest, str(whole.start), str(whole.end))[:16],
        kind=kind,
        rule=rule,
        confidence=confidence,
        is_doubt=kind != "cut",
        why=rule.why,
        suggestion="",
        is_cut_supposed=False,
        source=_words(source, whole),
        text=_text(source, reading, whole),
        line=line_of(reading.raw, whole.start),
        spans=spans,
        places=tuple(page_place(article.body, _on_page(reading, span)) for span in spans),
    )


def _words(source: Reading, span: Span) -> str:
    """The words of the source in which a stretch stands; of a mark alone, those around it."""
    return _widened(source, span).slice(source.text).strip()


def _text(source: Reading, reading: Reading, span: Span) -> str:
    """What these words are in the text."""
    return reading.place(source.origin(_widened(source, span))).slice(reading.text).strip()


def _widened(source: Reading, span: Span) -> Span:
    place = source.place(span)
    if any(map(str.isalnum, place.slice(source.text))):
        return place
    return Span(max(0, place.start - AROUND), min(len(source.text), place.end + AROUND))


def _on_page(reading: Reading, span: Span) -> Span:
    """The stretch of the text that a stretch of the raw text has become; of an insertion, what was put in."""
    if len(span):
        return reading.place(span)
    for at, run in reading.placed():
        if run.start == run.end == span.start and run.put:
            return Span(at, at + len(run.put))
    return reading.place(span)


def _order(point: Point) -> tuple[int, int]:
    return point.spans[0].start, point.spans[0].end
