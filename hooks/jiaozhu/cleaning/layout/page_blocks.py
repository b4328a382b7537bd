"""The blocks of a web page: what its own markup makes of the lines, and where that says nothing, their place and their shape.

The innermost element that says what its content is decides: a heading in a list is a heading. Of lists and quotations the outermost is
one block, with all that they hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import regex

from ...core.block_parts import ListItem
from ...core.lines import Line
from ...core.model import BlockKind
from ...core.reading import Reading, Span
from ...html.elements import HEADINGS
from ...html.structure import Element, Landmark, enclosing
from ...rules.rulebook import Rulebook
from .draft import Draft
from .heading_lines import heading_lines
from .lists import ListCounter, bulleted_items, list_items, numbered_items
from .numbering import levels, series_of
from .page_elements import containers_of, elements_around, elements_of, programs, words_of
from .page_evidence import author_lines, bold_headings, captions
from .tables import data_tables, table_cells
from .verse import is_verse

LINE_BREAK = regex.compile(r"<br\b", regex.IGNORECASE)
LISTS = frozenset({"ul", "ol", "dl"})
ITEMS = frozenset({"li", "dt", "dd"})
ALONE: Mapping[str, BlockKind] = {**dict.fromkeys(HEADINGS, "heading"), "figcaption": "caption", "caption": "caption"}


@dataclass(frozen=True, slots=True)
class _Place:
    """What a line is: its kind, the element that is one block with it, if any, and the elements around it."""

    line: Line
    kind: BlockKind
    group: Element | None
    around: tuple[Element, ...]


def page_blocks(reading: Reading, text_lines: Sequence[Line], rulebook: Rulebook) -> Iterator[Draft]:
    """The blocks of the lines of a page, in order."""
    tables = data_tables(reading)
    around = _without_layout(text_lines, list(elements_around(reading, [line.span for line in text_lines])))
    elements = elements_of(reading)
    code = {element.span for element in programs(reading)}
    places = _without_presentational([_place(line, es, tables, code) for line, es in zip(text_lines, around, strict=True)])
    under_pictures = captions(reading, text_lines)
    headings = heading_lines(reading, text_lines, rulebook) | bold_headings(reading, text_lines, rulebook)
    headings -= author_lines(reading, [line for line in text_lines if line in headings])
    headings -= under_pictures | {group[-1].line for _, group in _by_container(reading, places) if len(group) > 1}  # these head nothing
    levels_of_tags = _levels_of_tags(places)
    sections = [place.line for place in places if place.kind == "heading" or place.line in headings]
    levels_of_series, recurrent = levels(line.text for line in sections), _recurrent(sections)
    items = numbered_items([place.line for place in places if place.kind == "paragraph" and place.line not in headings])
    places = [replace(place, kind="list") if place.line in items else place for place in places]
    settled = [_with_inferred_kind(place, headings, under_pictures, rulebook) for place in places]
    counter = ListCounter.from_elements(elements)
    for group, some in groupby(_with_verse(reading, settled), key=_group_key):
        for draft in _drafts(reading, group[1], list(some), counter):
            if draft.kind == "heading":
                level = levels_of_tags.get(draft.span.start) or levels_of_series.get(
                    series_of(draft.text), 1 + (draft.span.start in recurrent)
                )
                yield replace(draft, level=level)
            else:
                yield draft


def _recurrent(headings: Iterable[Line]) -> frozenset[int]:
    """Where the headings begin that come again below others, as the same questions to each of several people: they divide sections."""
    of_core: dict[str, list[int]] = {}
    for line in headings:
        of_core.setdefault(line.core, []).append(line.span.start)
    has_others = any(len(starts) == 1 for starts in of_core.values())
    return frozenset(start for starts in of_core.values() if has_others and len(starts) > 1 for start in starts)


def _without_layout(text_lines: Sequence[Line], around: Sequence[tuple[Element, ...]]) -> Iterator[tuple[Element, ...]]:
    """The elements around the lines without those that only lay the page out: an item that holds most of the prose, and its lists."""
    of_prose = [elements for line, elements in zip(text_lines, around, strict=True) if line.prose]
    prose = Counter(element.span for elements in of_prose for element in elements if element.name in ITEMS)
    items = [span for span, times in prose.items() if times > max(1, len(of_prose) / 2)]
    for elements in around:
        yield tuple(e for e in elements if e.name not in ITEMS | LISTS or not any(e.span.contains(item) for item in items))


def _place(line: Line, around: tuple[Element, ...], tables: Mapping[Span, Element], code: Collection[Span]) -> _Place:
    """What the markup says of a line; a paragraph where it says nothing."""
    for n in range(len(around) - 1, -1, -1):
        element = around[n]
        if element.name == "pre" and element.span in code:
            return _Place(line, "code", element, around)
        if element.name in ALONE:
            return _Place(line, ALONE[element.name], None, around)
        if element.name in ("td", "th"):
            table = next((tables[e.span] for e in reversed(around[:n]) if e.name == "table" and e.span in tables), None)
            if table is not None:
                return _Place(line, "table", table, around)
        elif element.name in ITEMS or element.name in LISTS:
            border = max((m for m in range(n) if around[m].name in ("blockquote", "td", "th")), default=-1)
            outermost = next((e for e in around[border + 1 : n + 1] if e.name in LISTS), None)
            return _Place(line, "list", outermost, around)
        elif element.name == "blockquote":
            return _Place(line, "quote", next(e for e in around if e.name == "blockquote"), around)
    return _Place(line, "paragraph", None, around)


def _without_presentational(places: Sequence[_Place]) -> list[_Place]:
    """The same without markup that only serves the look of the page: a heading that is prose, a list or quotation of most of the prose."""
    prose = Counter(place.kind for place in places if place.line.prose)
    all_prose = prose.total()
    presentational = {kind for kind in ("list", "quote") if 2 * prose[kind] > all_prose}
    return [
        replace(place, kind="paragraph", group=None)
        if (place.kind == "heading" and place.line.prose) or (place.kind in presentational and place.line.prose)
        else place
        for place in places
    ]


def _with_inferred_kind(place: _Place, headings: frozenset[Line], under_pictures: frozenset[Line], rulebook: Rulebook) -> _Place:
    """A paragraph by the markup with the kind that its place and its shape give it."""
    if place.kind != "paragraph":
        return place
    if place.line in headings:
        return replace(place, kind="heading")
    if place.line in under_pictures:
        return replace(place, kind="caption")
    return replace(place, kind=rulebook.shape(place.line.text) or "paragraph")  # type: ignore[arg-type]


def _with_verse(reading: Reading, places: Sequence[_Place]) -> list[_Place]:
    """The same, in which the lines of a stanza, which one element holds, are one block."""
    verse: list[_Place] = []
    for container, group in _by_container(reading, places):
        if container is not None and all(place.kind == "paragraph" for place in group) and is_verse([place.line for place in group]):
            group = list(_stanzas(reading, group))
        verse += group
    return verse


def _by_container(reading: Reading, places: Sequence[_Place]) -> Iterator[tuple[Span | None, list[_Place]]]:
    """The lines in groups of those that one innermost element holds, each with the place of the element in the page."""
    marks = [Landmark("", span) for span in containers_of(reading)]
    inner = [around[-1].span if around else None for around in enclosing(marks, [reading.origin(place.line.span) for place in places])]
    for container, some in groupby(zip(inner, places, strict=True), key=lambda pair: pair[0]):
        yield container, [place for _, place in some]


def _stanzas(reading: Reading, poem: Sequence[_Place]) -> Iterator[_Place]:
    """The lines of a poem as verse: each stanza is a block, which ends where the page leaves a line blank."""
    stanza, end = Element("p", poem[0].line.span), 0
    for place in poem:
        origin = reading.origin(place.line.span)
        if len(LINE_BREAK.findall(reading.raw, end, origin.start)) > 1 and end:
            stanza = Element("p", place.line.span)
        end = origin.end
        yield replace(place, kind="verse", group=stanza)


def _group_key(place: _Place) -> tuple[BlockKind, Element | None, int]:
    """Lines with one key are one block: those of one element, and those of a list that has no element."""
    is_single = place.group is None and place.kind != "list"
    return place.kind, place.group, place.line.span.start if is_single else -1


def _drafts(reading: Reading, element: Element | None, places: Sequence[_Place], counter: ListCounter) -> Iterator[Draft]:
    """The block of some lines in a row."""
    span = Span(places[0].line.span.start, places[-1].line.span.end)
    kind = places[0].kind
    if kind == "code" and element is not None:
        words = words_of(reading, element)
        start = reading.text.rfind("\n", 0, span.start) + 1
        span = Span(max(words.start, start) if words.start <= span.start else start, span.end)
    items: tuple[ListItem, ...] = ()
    if kind == "list" and element is not None:
        items = list_items([(place.line, place.around) for place in places], element, counter)
    elif kind == "list":
        items = bulleted_items(reading, [place.line for place in places])
    cells = table_cells(reading, element, span) if kind == "table" and element is not None else ()
    yield Draft(span, kind, span.slice(reading.text), items=items, cells=cells)


def _levels_of_tags(places: Sequence[_Place]) -> dict[int, int]:
    """The levels of the headings that have tags, by where they begin: the names of the tags in use, from the highest on."""
    tags = {
        place.line.span.start: next(e.name for e in reversed(place.around) if e.name in HEADINGS)
        for place in places
        if place.kind == "heading"
    }
    order = {name: n for n, name in enumerate(sorted(set(tags.values())), 1)}
    return {at: order[name] for at, name in tags.items()}
