"""From a web page to its text: tags leave, references become what they mean, borders of blocks become ends of lines.

White space flows as in a browser: a run of it is one space, and a line break between two Han characters is none. The runs
tile the page itself, so each character of the text has its place in it.
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
NO_REFERENCE = f"&(?!{REFERENCE.pattern[1:]})"
# Words come in bounded portions: a pattern that takes in a million marks at once needs much memory.
ATOM = regex.compile(rf"(?P<space>[{SPACE}]++)|(?P<reference>{REFERENCE.pattern})|(?:[^{SPACE}&]++|{NO_REFERENCE}){{1,1000}}+")
PREFORMATTED = regex.compile(rf"(?P<space>(?!))|(?P<reference>{REFERENCE.pattern})|(?:[^&]++|{NO_REFERENCE}){{1,1000}}+")
WIDE = regex.compile(r"[\p{Han}\u3000-\u303f\uff00-\uffef]")


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Take the markup off a page that nothing has been done to. Where rules are missing, their part is left undone."""
    return (change for change in changes(reading.text) if change.rule in rulebook.rules)


def is_page(reading: Reading) -> bool:
    """True for the reading of a web page: markup was taken off it."""
    return any(run.rule == MARKUP for run in reading.runs)


def unmarked(reading: Reading) -> Reading:
    """The source of a reading as people read it, before anything else was done to it: what an editor quotes from."""
    return Reading.unchanged(reading.raw).amend(changes(reading.raw) if is_page(reading) else ())


def changes(raw: str) -> Iterator[Change]:
    """What turns a page into its text."""
    gap = _Gap(raw)
    for piece in read_structure(raw).pieces:
        if piece.kind not in ("text", "pre"):
            gap.widen(piece)
            continue
        for atom in (ATOM if piece.kind == "text" else PREFORMATTED).finditer(raw, piece.start, piece.end):
            put = referenced_text(atom[0]) if atom["reference"] else atom[0]
            if atom["space"] or not put or (piece.kind == "text" and not put.strip(SPACE)):
                gap.widen(Piece("text", *atom.span()))
                continue
            yield from gap.close(put)
            if put != atom[0]:
                yield Change(*atom.span(), put, REFERENCED)
    yield from gap.close("")


@dataclass(slots=True)
class _Gap:
    """What stands between two pieces of text: markup, unseen text and white space (``text``), in order."""

    raw: str
    last: str = ""  # the character before it; empty at the beginning of the page
    parts: list[Piece] = field(default_factory=list)

    def widen(self, part: Piece) -> None:
        self.parts.append(part)

    def close(self, following: str) -> Iterator[Change]:
        """Put one mark into the place of the gap: the end of a line, a space, or nothing."""
        put = self._mark(following)
        bare = all(part.kind == "text" for part in self.parts)
        for start, end, rule in self._stretches(MARKUP if not bare else FLOW):
            mine = "" if rule == UNSEEN else put
            if mine != self.raw[start:end]:
                yield Change(start, end, mine, rule)
            put = "" if rule != UNSEEN else put
        self.parts.clear()
        self.last = following[-1:] or self.last

    def _mark(self, following: str) -> str:
        if not self.last or not following:
            return ""
        if any(part.kind == "border" for part in self.parts):
            return "\n"
        spaces = [space for part in self.parts if part.kind == "text" and (space := resolve_references(self.raw[part.start : part.end]))]
        wide = WIDE.match(self.last) and WIDE.match(following)
        return "" if not spaces or (wide and any("\n" in space or "\r" in space for space in spaces)) else " "

    def _stretches(self, rule: str) -> Iterator[tuple[int, int, str]]:
        """The parts by their rules, neighbours of one rule together. Unseen text without a letter is markup."""
        first = last = None
        for part in self.parts:
            unseen = part.kind == "unseen" and any(map(str.isalnum, self.raw[part.start : part.end]))
            mine = UNSEEN if unseen else rule
            if first is not None and mine == last:
                end = part.end
                continue
            if first is not None and last is not None:
                yield first, end, last
            first, end, last = part.start, part.end, mine
        if first is not None and last is not None:
            yield first, end, last
