"""The items of a list: how deep each stands, and its number in an ordered list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from ...core.block_parts import ListItem
from ...core.lines import Line
from ...core.reading import Reading, Span
from ...html.stated_meanings import is_numbered
from ...html.structure import Element
from .numbering import ITEMS, number_of, series_of

Role = Literal["item", "term", "definition", "continued"]
ROLES: dict[str, Role] = {"li": "item", "dt": "term", "dd": "definition"}
BULLET = regex.compile(r"[-–•·●○■□◆◇※*][ \t]*")
LONGEST_ITEM = 60  # letters of an item of a numbered list; longer ones are numbered paragraphs
INDENT = regex.compile(r"(?:^|[\s_-])indent-(\d)\b")  # in the class of an item: how deep it stands in a list whose items are all siblings
LARGEST = 9999  # number of an item; a larger one is no number


@dataclass(frozen=True, slots=True)
class ListCounter:
    """The numbers of the items of all ordered lists of a page, by the places of the items."""

    numbers: dict[Span, int]

    @classmethod
    def from_elements(cls, elements: Sequence[Element]) -> ListCounter:
        numbers: dict[Span, int] = {}
        following: dict[Span, int] = {}
        open_: list[Element] = []
        for element in elements:
            if element.name not in ("ol", "ul", "li"):
                continue
            while open_ and open_[-1].span.end < element.span.end:
                open_.pop()
            if element.name != "li":
                open_.append(element)
            elif open_ and open_[-1].name == "ol" and is_numbered(element.attributes):
                around = open_[-1]
                number = _whole(element.attributes.get("value", "")) or following.get(around.span)
                number = number if number is not None else _whole(around.attributes.get("start", "")) or 1
                numbers[element.span] = number
                following[around.span] = number + 1
        return cls(numbers)


def bulleted_items(reading: Reading, lines: Sequence[Line]) -> tuple[ListItem, ...]:
    """The items of a list without markup: each line is one, without its bullet, and nested as the source indents it."""
    indents = [_indent(reading.raw, reading.origin(line.span).start) for line in lines]
    depths = {indent: n for n, indent in enumerate(sorted(set(indents)), 1)}
    starts = [line.span.start + (len(match[0]) if (match := BULLET.match(line.text)) else 0) for line in lines]
    return tuple(ListItem(start, line.span.end, depths[i]) for line, start, i in zip(lines, starts, indents, strict=True))


def _indent(raw: str, at: int) -> int:
    """How many characters of white space stand between the beginning of a line and ``at``; 0 where anything else does."""
    start = raw.rfind("\n", 0, at) + 1
    return at - start if raw[start:at].isspace() else 0


def numbered_items(text_lines: Sequence[Line]) -> frozenset[Line]:
    """The lines of numbered lists: short ones in a row, whose numbers follow each other. A list with bullets may stand below an item."""
    items: set[Line] = set()
    row: list[Line] = []
    for line in (*text_lines, None):
        if line is not None and row and BULLET.match(line.text):
            continue
        series = series_of(line.text) if line is not None else ""
        goes_on = (
            line is not None
            and bool(row)
            and series == series_of(row[-1].text)
            and number_of(line.text) == number_of(row[-1].text) + 1
            and len(line.core) <= LONGEST_ITEM
        )
        if line is not None and goes_on:
            row.append(line)
            continue
        if len(row) > 1:
            items.update(row)
        is_first = line is not None and series.partition(" ")[0] in ITEMS and number_of(line.text) == 1 and len(line.core) <= LONGEST_ITEM
        row = [line] if line is not None and is_first else []
    return frozenset(items)


def list_items(lines: Sequence[tuple[Line, tuple[Element, ...]]], outermost: Element, counter: ListCounter) -> tuple[ListItem, ...]:
    """The items of a list, one a line. A line of an item that has begun before goes on with it."""
    items: list[ListItem] = []
    begun: Counter[Span] = Counter()
    for line, around in lines:
        inside = [element for element in around if outermost.span.start <= element.span.start and element.span.end <= outermost.span.end]
        depth = max(1, sum(element.name in ("ul", "ol", "dl") for element in inside))
        own = next((element for element in reversed(inside) if element.name in ROLES), None)
        role: Role = "continued" if own is None or (begun[own.span] and own.name != "dd") else ROLES[own.name]
        depth += _stated_depth(own) if own is not None else 0
        number = counter.numbers.get(own.span) if own is not None and role == "item" and not series_of(line.text) else None
        if own is not None:
            begun[own.span] += 1
        items.append(ListItem(line.span.start, line.span.end, depth, number, role))
    return tuple(items)


def _stated_depth(item: Element) -> int:
    match = INDENT.search(item.attributes.get("class", ""))
    return int(match[1]) if match else 0


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 and int(text) <= LARGEST else None
