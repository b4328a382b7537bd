"""From a web page to its text: tags are taken off, character references resolved, and borders of blocks become line breaks.

White space flows as in a browser: a run of it is one space, but a line break between two Han characters is nothing. The runs
tile the page itself, so that each character of the text has its place in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from ..core.reading import Change, Reading
from ..html.character_references import REFERENCE, referenced_text, resolve_references
from ..html.structure import Piece, read_structure
from ..html.tokens import SPACE
from ..rules.rulebook import Rulebook

MARKUP, REFERENCED, FLOW, UNSEEN = "markup", "character-reference", "source-line-break", "unseen-text"
REPLACED = {"q": "quotation-element", "math": "formula", "img": "picture-words"}  # rules, by the element for which words are read
NO_REFERENCE = f"&(?!{REFERENCE.pattern[1:]})"
# Words come in bounded portions, because a pattern that takes in a million marks at once needs much memory.
ATOM = regex.compile(rf"(?P<space>[{SPACE}]++)|(?P<reference>{REFERENCE.pattern})|(?:[^{SPACE}&]++|{NO_REFERENCE}){{1,1000}}+")
PREFORMATTED = regex.compile(rf"(?P<space>(?!))|(?P<reference>{REFERENCE.pattern})|(?:[^&]++|{NO_REFERENCE}){{1,1000}}+")
WIDE = regex.compile(r"[\p{Han}\u3000-\u30ff\uff00-\uffef]")
MARKS = frozenset("“”‘’—…·‧・")  # as wide as Han characters beside these, and narrow beside Latin letters


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Take the markup off a page that is unchanged so far. Where a rule is missing, its part is not done."""
    return (change for change in changes(reading.text) if change.rule in rulebook.rules)


def is_page(reading: Reading) -> bool:
    """True for the reading of a web page, which is one that markup was taken off."""
    return any(run.rule == MARKUP for run in reading.runs)


def unmarked(reading: Reading) -> Reading:
    """The reading with nothing but its markup taken off: what people read in the source, and editors quote from."""
    return Reading.unchanged(reading.raw).amend(changes(reading.raw) if is_page(reading) else ())


def changes(raw: str) -> Iterator[Change]:
    """The changes that turn a page into its text."""
    gap = _Gap(raw)
    for piece in read_structure(raw).pieces:
        if piece.words:
            yield from gap.close(piece.words)
            yield Change(piece.start, piece.end, piece.words, REPLACED[piece.name])
            continue
        if piece.kind not in ("text", "pre"):
            gap.widen(piece)
            continue
        for atom in (ATOM if piece.kind == "text" else PREFORMATTED).finditer(raw, piece.start, piece.end):
            text = referenced_text(atom[0]) if atom["reference"] else atom[0]
            if atom["space"] or not text or (piece.kind == "text" and not text.strip(SPACE)):
                gap.widen(Piece("text", *atom.span()))
                continue
            yield from gap.close(text)
            if text != atom[0]:
                yield Change(*atom.span(), text, REFERENCED)
    yield from gap.close("")


@dataclass(slots=True)
class _Gap:
    """What stands between two pieces of text, in order: markup, unseen text, and white space (of the kind ``text``)."""

    raw: str
    last: str = ""  # the character before it; empty at the beginning of the page
    parts: list[Piece] = field(default_factory=list)

    def widen(self, part: Piece) -> None:
        self.parts.append(part)

    def close(self, following: str) -> Iterator[Change]:
        """Replace the gap by one separator: a line break, a space, or nothing."""
        separator = self._separator(following)
        has_markup = any(part.kind != "text" for part in self.parts)
        for start, end, rule in self._stretches(MARKUP if has_markup else FLOW):
            put = "" if rule == UNSEEN else separator
            if put != self.raw[start:end]:
                yield Change(start, end, put, rule)
            separator = separator if rule == UNSEEN else ""
        self.parts.clear()
        self.last = following[-1:] or self.last

    def _separator(self, following: str) -> str:
        if not self.last or not following:
            return ""
        if any(part.kind == "border" for part in self.parts):
            return "\n"
        spaces = [space for part in self.parts if part.kind == "text" and (space := resolve_references(self.raw[part.start : part.end]))]
        has_line_break = any("\n" in space or "\r" in space for space in spaces)
        return "" if not spaces or (has_line_break and _is_between_wide(self.last, following[0])) else " "

    def _stretches(self, rule: str) -> Iterator[tuple[int, int, str]]:
        """The parts with their rules, neighbours with one rule merged. Unseen text without a letter is markup."""
        start = end = 0
        previous = ""
        for part in self.parts:
            is_unseen = part.kind == "unseen" and any(map(str.isalnum, self.raw[part.start : part.end]))
            current = UNSEEN if is_unseen else rule
            if previous and current != previous:
                yield start, end, previous
            if current != previous:
                start = part.start
            end, previous = part.end, current
        if previous:
            yield start, end, previous


def _is_between_wide(before: str, after: str) -> bool:
    """True between two characters of Chinese or Japanese, of which one may be a mark that these share with other scripts."""
    is_wide, is_followed_by_wide = WIDE.match(before) is not None, WIDE.match(after) is not None
    return (is_wide or before in MARKS) and (is_followed_by_wide or after in MARKS) and (is_wide or is_followed_by_wide)
