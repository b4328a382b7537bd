"""互见: the passages that articles share, side by side; and all of them as data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ...core.model import BlockSpan, Passage
from ...core.reading import Span
from ..article.page import View
from ..inline import InlineElement, InlineMark, apply_marks
from ..render import File, page

SHOWN = 200  # passages on the page, the longest; all are in the data
CONTEXT = 16  # characters that are shown before and behind a passage
CLOSING = "，。、；：！？）》”’」』… \n"  # marks that close what is not shown
LOST = Markup('<span class="jz-lost" role="img" aria-label="此处无">‸</span>')


@dataclass(frozen=True, slots=True)
class PassageSide:
    """A passage as it stands in one article, with what is before and behind it."""

    view: View
    block: str
    before: str
    words: Markup
    after: str


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage in two articles, the earlier one first."""

    anchor: str
    letters: int
    differences: int
    sides: tuple[PassageSide, PassageSide]


@dataclass(frozen=True, slots=True)
class ArticlePair:
    """Two articles and what they share, the longest first."""

    views: tuple[View, View]
    letters: int
    entries: tuple[PassageView, ...]


def anchors(passages: Sequence[Passage]) -> dict[Passage, str]:
    """The passages that are shown, the longest first, each with the id of its place on the page."""
    order = sorted(passages, key=lambda p: (-p.letters, _name(p)))
    return {passage: f"p-{hashlib.sha256(_name(passage).encode()).hexdigest()[:10]}" for passage in order[:SHOWN]}


def files(views: Sequence[View], passages: Sequence[Passage], shown: Mapping[Passage, str]) -> tuple[File, ...]:
    """The page with the passages that are ``shown``, by their anchors, and the data of all."""
    pairs = tuple(_pairs(views, shown))
    articles = len({place.article for p in passages for place in (p.one, p.other)})
    values = {"pairs": pairs, "total": len(passages), "shown": len(shown), "articles": articles, "views": len(views)}
    data = ",\n".join(json.dumps(_record(passage), ensure_ascii=False, separators=(",", ":")) for passage in passages)
    return (
        page("passages/page.md.j2", "passages/index.md", **values),
        File("passages/passages.json", f"[\n{data}\n]\n" if data else "[]\n"),
    )


def _name(passage: Passage) -> str:
    one, other = passage.one, passage.other
    return repr((one.article, one.block, one.span.start, other.article, other.block, other.span.start))


def _pairs(views: Sequence[View], shown: Mapping[Passage, str]) -> Iterator[ArticlePair]:
    known = {view.id: view for view in views}
    order = {view.id: n for n, view in enumerate(views)}
    found: dict[tuple[int, int], list[PassageView]] = {}
    for passage, anchor in shown.items():
        places = sorted((passage.one, passage.other), key=lambda place: order[place.article])
        turned = places[0] is not passage.one
        spans = [[d[turned] for d in passage.differences], [d[not turned] for d in passage.differences]]
        sides = (_side(known[places[0].article], places[0], spans[0]), _side(known[places[1].article], places[1], spans[1]))
        entry = PassageView(anchor, passage.letters, len(passage.differences), sides)
        found.setdefault((order[places[0].article], order[places[1].article]), []).append(entry)
    made = [ArticlePair((views[n], views[m]), sum(e.letters for e in some), tuple(some)) for (n, m), some in found.items()]
    yield from sorted(made, key=lambda pair: -pair.letters)


def _side(view: View, place: BlockSpan, differing: Sequence[Span]) -> PassageSide:
    text = next(block.text for block in view.edition.blocks if block.id == place.block)
    start, end = place.span.start, place.span.end
    while end < len(text) and not text[end].isalnum() and text[end] not in "“‘「『（《\n":
        end += 1  # the marks that close the passage
    opening, closing = Markup("<mark>"), Markup("</mark>")
    elements = [InlineElement(d.start - start, d.end - start, opening, closing) for d in differing]
    signs = [InlineMark(d.start - start, LOST) for d in differing if not len(d)]
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return PassageSide(
        view,
        place.block,
        f"……{before.lstrip(CLOSING)}" if start > CONTEXT else before,
        apply_marks(text[start:end], elements, signs),
        f"{after}……" if len(text) > end + CONTEXT else after,
    )


def _record(passage: Passage) -> dict[str, object]:
    return {
        "one": _place(passage.one),
        "other": _place(passage.other),
        "letters": passage.letters,
        "differences": [[[one.start, one.end], [other.start, other.end]] for one, other in passage.differences],
    }


def _place(place: BlockSpan) -> dict[str, object]:
    return {"article": place.article, "block": place.block, "start": place.span.start, "end": place.span.end}
