"""The marks of a page on the words of its blocks: emphasis, links, code, exponents and the like, each with its place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from urllib.parse import urljoin, urlsplit

from ...core.block_parts import MarkKind, TextMark
from ...core.reading import Reading, Span
from ...html.plain_text import fragment_text
from ...html.structure import Element
from .draft import Draft
from .page_elements import elements_of, words_at, words_of

KINDS: Mapping[str, MarkKind] = {
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("em", "i"), "em"),
    **dict.fromkeys(("del", "s", "strike"), "del"),
    **dict.fromkeys(("code", "kbd", "samp"), "code"),
    "mark": "mark",
    "math": "formula",
    "sup": "sup",
    "sub": "sub",
    "ruby": "ruby",
    "a": "link",
}
SCHEMES = frozenset({"http", "https", "mailto"})
LONGEST_ADDRESS = 2000  # characters of a link; no real one is longer
LONGEST_READING = 40  # characters above those of a ruby


def text_marks(reading: Reading, drafts: Sequence[Draft], address: str) -> dict[int, tuple[TextMark, ...]]:
    """The marks of each block that has some, by its number. ``address`` is that of the page, from which relative links lead on."""
    marked = [n for n, draft in enumerate(drafts) if draft.kind not in ("code", "figure", "break")]
    ends = [drafts[n].span.end for n in marked]
    marks: dict[int, list[TextMark]] = {}
    for kind, value, words in _marked_words(reading, address):
        for n in marked[bisect_left(ends, words.start + 1) :]:
            block = drafts[n].span
            if block.start >= words.end:
                break
            part = Span(max(words.start, block.start), min(words.end, block.end)).trimmed(reading.text)
            is_whole_heading = drafts[n].kind == "heading" and kind in ("strong", "em") and part == block
            if len(part) and not is_whole_heading:
                marks.setdefault(n, []).append(TextMark(part.start - block.start, part.end - block.start, kind, value))
    return {n: _in_order(some) for n, some in marks.items()}


def _marked_words(reading: Reading, address: str) -> Iterator[tuple[MarkKind, str, Span]]:
    """Each mark of the page whose words are in the text: its kind, its value, and where the words stand."""
    elements = elements_of(reading)
    for n, element in enumerate(elements):
        kind = KINDS.get(element.name)
        if kind == "ruby":
            yield from ((kind, value, words) for value, words in _readings_above(reading, elements, n))
            continue
        value = link_address(element.attributes.get("href", ""), address) if kind == "link" else ""
        if kind is None or (kind == "link" and not value):
            continue
        words = words_of(reading, element)
        if len(words):
            yield kind, value, words


def _readings_above(reading: Reading, elements: Sequence[Element], n: int) -> Iterator[tuple[str, Span]]:
    """Each reading in the ruby that is element ``n``, with the words below it: those between it and the one before. Where all words stand
    before all readings, these are one.
    """
    ruby = elements[n].span
    if "\n" in words_at(reading, ruby).slice(reading.text):
        return  # an element that was never closed holds whole paragraphs
    inside = takewhile(lambda e: e.span.start < ruby.end, (elements[k] for k in range(n + 1, len(elements))))
    above: list[Span] = []
    for element in inside:
        if element.name == "rt" and (not above or above[-1].end <= element.span.start):  # broken pages have readings in readings
            above.append(element.span)
    ends = [ruby.start, *(span.end for span in above[:-1])]
    pairs = [(Span(start, rt.start), [rt]) for start, rt in zip(ends, above, strict=True)] if above else []
    if not all(len(words_at(reading, words)) for words, _ in pairs):
        pairs = [(ruby, above)]
    for words, spans in pairs:
        value = "".join(fragment_text(span.slice(reading.raw)) for span in spans)
        if value and len(value) <= LONGEST_READING:
            yield value, words_at(reading, words)


def link_address(href: str, address: str) -> str:
    """Where a link leads, if another host can be reached there; a relative one from the address of its page. Else empty."""
    try:
        target = urljoin(address, href.strip()) if address else href.strip()
        parts = urlsplit(target)
    except ValueError:
        return ""
    is_whole = parts.scheme in SCHEMES and bool(parts.netloc or (parts.scheme == "mailto" and parts.path))
    is_own = href.strip().startswith("#")
    sound = (
        is_whole and not is_own and len(target) <= LONGEST_ADDRESS and target.isprintable() and not any(c in target for c in " <>\"'`\\")
    )
    return target if sound else ""


def _in_order(marks: Sequence[TextMark]) -> tuple[TextMark, ...]:
    """The marks, outer before inner; one of two with the same place and kind, and no link in a link."""
    ordered = sorted(set(marks), key=lambda mark: (mark.start, -mark.end, mark.kind, mark.value))
    kept: list[TextMark] = []
    for mark in ordered:
        if not any(mark.kind == other.kind and mark.start < other.end and other.start < mark.end for other in kept):
            kept.append(mark)
    return tuple(kept)
