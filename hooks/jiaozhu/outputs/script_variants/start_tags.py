"""What a start tag means to the conversion of a page: which attributes are read, which lead somewhere, what becomes of the words in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ...html.character_references import resolve_references
from ...html.elements import INLINE, SVG_SHAPES, VERBATIM, VOID
from ...html.tokens import Attribute, Token, attributes


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


RUNS_ON = INLINE | SVG_SHAPES  # a sentence runs on through these; every other element ends a block
ASIDE = _words("sup sub rt rp del")  # these stand in the line, but their words are no part of the sentence
READ = _words("title alt aria-label aria-description aria-roledescription aria-valuetext placeholder data-words")
ADDRESSES = _words("href src poster action formaction data")
READ_META = _words(
    "description keywords application-name apple-mobile-web-app-title og:title og:description og:site_name og:image:alt"
    " twitter:title twitter:description twitter:image:alt"
)
LINE_BREAK, OBJECT = "\n", "\ufffc"  # what stands in the text for a `<br>`, and for a thing in the line that is no word
MARKS = "data-marks"  # `stay` where the quotation marks are what a text is about
OURS = "data-follow"  # on the script that is put into the head of a page
LINKED_DATA = "application/ld+json"  # the type of a script whose words are read, though not by people
# A tag without any of these means no more than its name; most tags are without.
RELEVANT = re.compile(
    r"\s(?:translate|lang|title|alt|aria-|placeholder|data-words|data-marks|data-follow|data|href|src|poster|action|formaction"
    r"|content|charset)|application/ld",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place that each script fills itself. ``kind`` says with what (`address`, `lang` …), ``raw`` is what the Simplified page has."""

    kind: str
    raw: str = ""


@dataclass(frozen=True, slots=True)
class ReadableValue:
    """The value of an attribute that is read, as it is written."""

    raw: str


Cut = tuple[int, int, Slot | ReadableValue | None]  # None where nothing is left


@dataclass(frozen=True, slots=True)
class StartTag:
    """The effects of a start tag. ``cuts`` are the parts of it that do not stay as they are, with their places in the tag."""

    name: str
    converts: bool  # whether the words in it are converted
    cuts: tuple[Cut, ...]
    is_ours: bool  # an earlier run over the page has put it there
    is_void: bool
    is_linked_data: bool
    ends_block: bool
    placeholder: str  # what stands in the text for the element; mostly empty
    is_aside: bool
    marks_stay: bool


@lru_cache(maxsize=4096)
def read_start_tag(name: str, raw: str, converts: bool) -> StartTag:
    """The effects of the start tag ``raw``, where ``converts`` says whether the words around it are converted.

    Cached, because pages repeat their tags over and over.
    """
    if RELEVANT.search(raw) is None:
        return _effects_of_name(name, raw.endswith("/>"), converts)
    written = tuple(attributes(raw, Token("start_tag", 0, len(raw), name)))
    return _effects(_WrittenTag(name, raw, written, {attribute.name: attribute.value for attribute in reversed(written)}), converts)


@lru_cache(maxsize=512)
def _effects_of_name(name: str, is_closed: bool, converts: bool) -> StartTag:
    return _effects(_WrittenTag(name, "/>" if is_closed else ">", (), {}), converts)


@dataclass(frozen=True, slots=True)
class _WrittenTag:
    """A start tag as it is written."""

    name: str
    raw: str
    attributes: tuple[Attribute, ...]
    values: Mapping[str, str]  # as written; of two attributes with one name the first

    @property
    def is_closed(self) -> bool:
        return self.raw.endswith("/>")

    def get(self, name: str) -> str | None:
        """The value of an attribute, character references resolved; None where there is none."""
        value = self.values.get(name)
        return None if value is None else resolve_references(value)

    def converts(self, inherited: bool) -> bool:
        """True where the words of the element are to be converted. A language of its own, even Simplified Chinese, forbids it."""
        translate = self.get("translate")
        if translate is not None:
            return translate.lower() != "no"
        if self.name in VERBATIM:
            return False
        lang = self.get("lang")
        return inherited if lang is None or self.name == "html" else lang.lower() == "zh" and inherited

    def is_ours(self) -> bool:
        """True for what is put into the head of a page, because a later run over the same page puts it there anew."""
        if self.name == "link":
            return self.get("rel") == "alternate" and self.get("hreflang") is not None
        return self.name == "script" and self.get(OURS) is not None

    def cuts(self, converts: bool) -> Iterator[Cut]:
        """The values that are read and the slots, in the order of their places; the whole tag where it is ours."""
        if self.is_ours():
            yield 0, len(self.raw), None
            return
        for attribute in self.attributes:
            piece = self._piece(attribute, converts)
            if isinstance(piece, Slot) and piece.kind == "current":  # with the space before it
                yield len(self.raw[: attribute.start].rstrip()), attribute.end, piece
            elif piece is not None:
                yield attribute.value_start, attribute.value_end, piece
        end = len(self.raw)
        if self.get("hreflang") and self.name == "a" and self.get("aria-current") is None:
            before_bracket = end - (2 if self.is_closed else 1)
            yield before_bracket, before_bracket, Slot("current", self.get("hreflang") or "")
        if self.name == "meta" and self.get("charset") is not None:
            yield end, end, Slot("charset")

    def _piece(self, attribute: Attribute, converts: bool) -> Slot | ReadableValue | None:
        name, value = attribute.name, attribute.value
        if self.name == "html" and name == "lang":
            return Slot("lang", value)
        if self.name == "a" and name == "aria-current" and self.get("hreflang"):
            return Slot("current", self.get("hreflang") or "")
        if self.name == "meta" and name == "content":
            return self._meta_content(value, converts)
        if name in ADDRESSES and value:
            return Slot("fixed" if self.get("hreflang") else "address", value)
        if name == "srcset":
            return Slot("srcset", value)
        return ReadableValue(value) if converts and name in READ and value.strip() else None

    def _meta_content(self, value: str, converts: bool) -> Slot | ReadableValue | None:
        key = (self.get("name") or self.get("property") or self.get("itemprop") or "").lower()
        if key in READ_META:
            return ReadableValue(value) if converts else None
        return {"og:locale": Slot("locale", value), "og:url": Slot("address", value), "og:image": Slot("address", value)}.get(key)


def _effects(tag: _WrittenTag, inherited: bool) -> StartTag:
    converts = tag.converts(inherited)
    marks_stay = tag.get(MARKS) == "stay"
    return StartTag(
        tag.name,
        converts,
        cuts=tuple(tag.cuts(converts)) if tag.attributes else (),
        is_ours=tag.is_ours(),
        is_void=tag.name in VOID or tag.is_closed,
        is_linked_data=tag.name == "script" and LINKED_DATA in tag.raw,
        ends_block=tag.name not in RUNS_ON,
        placeholder=_placeholder(tag.name, inherited and not converts),
        is_aside=tag.name in ASIDE or marks_stay,
        marks_stay=marks_stay,
    )


def _placeholder(name: str, starts_unconverted: bool) -> str:
    if name not in RUNS_ON:
        return ""
    return LINE_BREAK if name == "br" else OBJECT if name in VOID or starts_unconverted else ""
