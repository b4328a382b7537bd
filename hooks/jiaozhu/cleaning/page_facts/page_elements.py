"""One pass over a web page: what it declares in its head, its scripts, and its lines with the elements in them.

A *field* is a stretch of text in one innermost element; a line is the fields between two borders of blocks. So a name and the link
beside it are two fields of one line, however close they stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from ...core.lines import lines
from ...html.character_references import resolve_references
from ...html.elements import HEADINGS, LINE_BREAKING, VOID
from ...html.tokens import Token, attribute_values, tokens

LONGEST = 160  # characters of an element whose class says what its text is
LONGEST_LINE = 400  # characters of a line that is not prose
MOST_FIELDS = 12  # of such an element
UNSHOWN = frozenset({"textarea", "select", "template", "svg", "title", "button"})
NAMED = regex.compile(r"\b(?:class|id|itemprop|datetime|rel)\s*+=", regex.IGNORECASE)
SHADOW_ROOT = regex.compile(r"\bshadowrootmode\b", regex.IGNORECASE)  # a template that a browser shows
KEYS = ("property", "name", "itemprop")  # the attributes that say what a <meta> is about
GAP, WIDE = regex.compile(r"\s++"), "\u3000"  # a gap with a wide space stays one, because it may be all that separates two names


@dataclass(frozen=True, slots=True)
class TextField:
    """Text ``[start, …)`` in one innermost element of a page, on the ``line`` of that number."""

    text: str
    start: int
    line: int


@dataclass(frozen=True, slots=True)
class NamedElement:
    """An element with little text whose attributes name it. ``names`` are its class and id, ``prop`` its `itemprop`, ``text`` its first
    line, and of a heading all of them.
    """

    tag: str
    names: str
    prop: str
    value: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PageLine:
    """The fields between two borders of blocks."""

    fields: tuple[TextField, ...]

    @property
    def start(self) -> int:
        return self.fields[0].start

    @property
    def text(self) -> str:
        return " ".join(field.text for field in self.fields)

    @property
    def is_prose(self) -> bool:
        return len(self.text) > LONGEST_LINE or any(line.prose for line in lines(self.text))


@dataclass(frozen=True, slots=True)
class PageElements:
    """What a page has in the order in which it stands there: `<meta>` with its keys, addresses, scripts, lines, named elements."""

    metas: tuple[tuple[str, str], ...]
    addresses: tuple[str, ...]
    json_ld: tuple[str, ...]
    scripts: tuple[str, ...]
    lines: tuple[PageLine, ...]
    named: tuple[NamedElement, ...]


@dataclass(slots=True)
class _Open:
    tag: str
    start: int
    names: str = ""
    prop: str = ""
    value: str = ""
    fields: int = 0
    is_unshown: bool = False


@dataclass(slots=True)
class _ElementReader:
    page: str
    metas: list[tuple[str, str]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    json_ld: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    fields: list[TextField] = field(default_factory=list)
    named: list[NamedElement] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    depths: dict[str, list[int]] = field(default_factory=dict)  # of the open elements, by their names
    line: int = 0
    unshown: int = 0  # open elements whose text is none of the page
    script_type: str = ""

    def take(self, token: Token) -> None:
        if token.kind == "text":
            self._text(token)
        elif token.kind == "raw_text":
            if token.name == "script":
                (self.json_ld if "ld+json" in self.script_type else self.scripts).append(self.page[token.start : token.end])
        elif token.kind == "start_tag":
            self.line += token.name in LINE_BREAKING
            self._start(token)
        elif token.kind == "end_tag":
            self.line += token.name in LINE_BREAKING
            self._end(token)

    def _text(self, token: Token) -> None:
        if token.name or self.unshown:
            return
        text = GAP.sub(lambda gap: WIDE if WIDE in gap[0] else " ", resolve_references(self.page[token.start : token.end])).strip()
        if text:
            self.fields.append(TextField(text, token.start, self.line))

    def _start(self, token: Token) -> None:
        if token.name == "script":
            self.script_type = attribute_values(self.page, token).get("type", "").lower()
        elif token.name in ("meta", "link"):
            self._declare(token)
        if token.name in VOID or token.name == "script":
            return
        element = _Open(token.name, token.start, fields=len(self.fields))
        if NAMED.search(self.page, token.start, token.end):
            values = attribute_values(self.page, token)
            element.names = f"{values.get('class', '')} {values.get('id', '')}".strip()
            element.prop = f"{values.get('itemprop', '')} {values.get('rel', '')}".strip()
            element.value = values.get("content") or values.get("datetime", "")
        element.is_unshown = token.name in UNSHOWN and not SHADOW_ROOT.search(self.page, token.start, token.end)
        self.unshown += element.is_unshown
        self.depths.setdefault(token.name, []).append(len(self.stack))
        self.stack.append(element)

    def _declare(self, token: Token) -> None:
        values = attribute_values(self.page, token)
        content = " ".join(values.get("content", "").split())
        if token.name == "link" and values.get("rel", "").lower() == "canonical":
            self.addresses.append(values.get("href", "").strip())
        for key in {values.get(name, "").lower() for name in KEYS} - {""} if content else ():
            self.metas.append((key, content))

    def _end(self, token: Token) -> None:
        """Close the innermost element of that name, and all that is open in it."""
        if self.depths.get(token.name):
            depth = self.depths[token.name][-1]
            while len(self.stack) > depth:
                self._close(self.stack.pop(), token.start)

    def _close(self, element: _Open, end: int) -> None:
        self.depths[element.tag].pop()
        self.unshown -= element.is_unshown
        inside = self.fields[element.fields : element.fields + MOST_FIELDS + 1]
        if not (element.names or element.prop or element.tag == "time" or element.tag in HEADINGS) or len(inside) > MOST_FIELDS:
            return
        text = " ".join(part.text for part in inside if part.line == inside[0].line or element.tag in HEADINGS)
        if (text or element.value) and len(text) <= LONGEST:
            self.named.append(NamedElement(element.tag, element.names, element.prop, element.value, text, element.start, end))


@lru_cache(maxsize=4)
def page_elements(page: str) -> PageElements:
    """The elements of a page. Time grows linearly with its length."""
    reader = _ElementReader(page)
    for token in tokens(page):
        reader.take(token)
    while reader.stack:
        reader._close(reader.stack.pop(), len(page))
    named = tuple(sorted(reader.named, key=lambda element: element.start))
    lists = (tuple(reader.metas), tuple(reader.addresses), tuple(reader.json_ld), tuple(reader.scripts))
    return PageElements(*lists, _lines(reader.fields), named)


def _lines(fields: Sequence[TextField]) -> tuple[PageLine, ...]:
    rows: list[list[TextField]] = []
    for part in fields:
        if not rows or rows[-1][-1].line != part.line:
            rows.append([])
        rows[-1].append(part)
    return tuple(PageLine(tuple(row)) for row in rows)
