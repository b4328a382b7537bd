"""What a start tag of HTML says to somebody who changes the script of a page: which of its attributes are read, which lead somewhere."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


VOID = _words("area base br col embed hr img input link meta param source track wbr")
# Words run on through these; every other element ends a block.
INLINE = _words(
    "a abbr b bdi bdo br cite code data dfn em font i img ins kbd label mark math output q ruby s samp small span strong svg time u var wbr"
    " path circle rect line use g"
)
# These stand in the line, but their words are no part of its sentence.
ASIDE = _words("sup sub rt rp del")
WITHIN = INLINE | ASIDE
# What stands in these is no HTML.
RAW = _words("script style textarea xmp iframe noembed noframes plaintext")
# Written for machines, or to be copied as it is.
VERBATIM = _words("code pre kbd samp")
READ = _words("title alt aria-label aria-description aria-roledescription aria-valuetext placeholder data-words")
ADDRESSES = _words("href src poster action formaction data")
READ_META = _words(
    "description keywords application-name apple-mobile-web-app-title og:title og:description og:site_name og:image:alt"
    " twitter:title twitter:description twitter:image:alt"
)
ATTRIBUTE = re.compile(r"""(?P<before>\s+)(?P<name>[^\s=>"'/]+)(?:\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s>"']+))?""")
MARKS = "data-marks"
# A tag without any of these says nothing that is asked here; most tags are without.
TELLING = re.compile(
    r"\s(?:translate|lang|title|alt|aria-|placeholder|data-words|data-marks|data-follow|data|href|src|poster|action|formaction"
    r"|content|charset)",
    re.IGNORECASE,
)
OURS = "data-follow"  # on the script that we put into the head of a page


@dataclass(frozen=True, slots=True)
class Slot:
    """What each script fills itself: an address, the page's language, …; ``raw`` is what stands there in the Simplified page."""

    kind: str
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """The value of an attribute that is read."""

    raw: str


Cut = tuple[int, int, Slot | Value]


@dataclass(frozen=True, slots=True)
class Start:
    """What a start tag does: ``cuts`` are the parts of it that do not stay as they are, with their places in the tag. It ``is_ours``
    where an earlier run over the page has put it there, and ``is_break`` where it ends a block.
    """

    name: str
    converts: bool
    cuts: tuple[Cut, ...]
    is_ours: bool
    is_void: bool
    is_break: bool
    is_aside: bool
    marks_stay: bool


@dataclass(frozen=True, slots=True)
class Attribute:
    name: str
    value: str  # as written, without its quotes
    start: int  # of the value, in the tag
    end: int
    whole: tuple[int, int]  # the attribute with the space before it


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag as it is written."""

    name: str
    raw: str
    attributes: tuple[Attribute, ...]

    @classmethod
    def from_markup(cls, name: str, raw: str) -> Tag:
        """The tag ``raw`` of an element ``name``."""
        attributes = _attributes(raw[1 + len(name) : -1], 1 + len(name)) if TELLING.search(raw) else ()
        return cls(name.lower(), raw, tuple(attributes))

    @property
    def closed(self) -> bool:
        return self.raw.endswith("/>")

    def get(self, name: str) -> str | None:
        """The value of an attribute, character references resolved; None where there is none."""
        found = next((a.value for a in self.attributes if a.name == name), None)
        return None if found is None else html.unescape(found)

    def converts(self, inherited: bool) -> bool:
        """True where the words of the element are to be converted. A language of its own, even Simplified Chinese, forbids it."""
        translate = self.get("translate")
        if translate is not None:
            return translate.lower() != "no"
        if self.name in VERBATIM:
            return False
        lang = self.get("lang")
        return inherited if lang is None or self.name == "html" else lang.lower() == "zh" and inherited

    def cuts(self, converts: bool) -> Iterator[Cut]:
        """The values that are read and the slots, in the order of their places."""
        for attribute in self.attributes:
            piece = self._piece(attribute, converts)
            if piece is not None:
                is_whole = isinstance(piece, Slot) and piece.kind == "current"
                yield (*(attribute.whole if is_whole else (attribute.start, attribute.end)), piece)
        end = len(self.raw)
        if self.get("hreflang") and self.name == "a" and self.get("aria-current") is None:
            closing = end - (2 if self.closed else 1)
            yield closing, closing, Slot("current", self.get("hreflang") or "")
        if self.name == "meta" and self.get("charset") is not None:
            yield end, end, Slot("charset")

    def _piece(self, attribute: Attribute, converts: bool) -> Slot | Value | None:
        name, value = attribute.name, attribute.value
        if self.name == "html" and name == "lang":
            return Slot("lang", value)
        if self.name == "a" and name == "aria-current" and self.get("hreflang"):
            return Slot("current", self.get("hreflang") or "")
        if self.name == "meta" and name == "content":
            return self._meta(value, converts)
        if name in ADDRESSES and value:
            return Slot("fixed" if self.get("hreflang") else "address", value)
        if name == "srcset":
            return Slot("srcset", value)
        return Value(value) if converts and name in READ and value.strip() else None

    def _meta(self, value: str, converts: bool) -> Slot | Value | None:
        said = (self.get("name") or self.get("property") or self.get("itemprop") or "").lower()
        if said in READ_META:
            return Value(value) if converts else None
        return {"og:locale": Slot("locale", value), "og:url": Slot("address", value), "og:image": Slot("address", value)}.get(said)


@lru_cache(maxsize=4096)
def read(name: str, raw: str, converts: bool) -> Start:
    """What the start tag ``raw`` does in a place where words are converted, or not. Pages repeat their tags over and over."""
    tag = Tag.from_markup(name, raw)
    converts = tag.converts(converts)
    name = tag.name
    return Start(
        name,
        converts,
        cuts=tuple(tag.cuts(converts)) if tag.attributes else (),
        is_ours=_is_ours(tag),
        is_void=name in VOID or tag.closed,
        is_break=name not in WITHIN,
        is_aside=name in ASIDE or tag.get(MARKS) == "stay",
        marks_stay=tag.get(MARKS) == "stay",
    )


def _is_ours(tag: Tag) -> bool:
    """True for what is put into the head of a page, which a later run over the same page puts there anew."""
    if tag.name == "link":
        return tag.get("rel") == "alternate" and tag.get("hreflang") is not None
    return tag.name == "script" and tag.get(OURS) is not None


def _attributes(text: str, shift: int) -> Iterator[Attribute]:
    for match in ATTRIBUTE.finditer(text):
        value, start, end = match["value"] or "", match.start("value"), match.end("value")
        if not value:
            start = end = match.end()
        elif value[0] in "\"'":
            value, start, end = value[1:-1], start + 1, end - 1
        yield Attribute(match["name"].lower(), value, start + shift, end + shift, (match.start() + shift, match.end() + shift))
