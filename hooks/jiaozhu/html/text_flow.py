"""The flow of a text between marks: pieces with markup between them become changes of the raw text.

White space flows as in a browser: a run of it is one space, but a line break between two Han characters is nothing. A text between two
tags with blank lines between its sentences is one whose white space the style sheet of the page keeps, as boards do: these are the borders
of its paragraphs. The runs tile the raw text itself, so that each character of the text has its place in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import regex

from ..core.reading import Change
from .character_references import REFERENCE, referenced_text, resolve_references
from .page_parts import Piece
from .tokens import SPACE

NO_REFERENCE = f"&(?!{REFERENCE.pattern[1:]})"
# Words come in bounded portions, because a pattern that takes in a million marks at once needs much memory.
ATOM = regex.compile(rf"(?P<space>[{SPACE}]++)|(?P<reference>{REFERENCE.pattern})|(?:[^{SPACE}&]++|{NO_REFERENCE}){{1,1000}}+")
PREFORMATTED = regex.compile(rf"(?P<space>(?!))|(?P<reference>{REFERENCE.pattern})|(?:[^&]++|{NO_REFERENCE}){{1,1000}}+")
WIDE = regex.compile(r"[\p{Han}\u3000-\u30ff\uff00-\uffef]")
BLANK_LINE = regex.compile(r"\n[^\S\n]*\n")
PARAGRAPH_END = regex.compile(r"[。！？…”’」』][^\S\n]*\n[^\S\n]*\n\s*(?=[\p{Han}“‘「『《（])")
FEWEST_PARAGRAPHS = 3  # blank lines behind sentences of one text from which they are the borders of its paragraphs
FLOWING = frozenset({"text", "blank"})  # kinds of white space; a blank line may be a border as well
MARKS = frozenset("“”‘’—…·‧・")  # as wide as Han characters beside these, and narrow beside Latin letters


@dataclass(frozen=True, slots=True)
class FlowRules:
    """The rules under which the changes are recorded: that for markup, for white space alone, for text that nobody sees, for character
    references, and those for words that an element stands for, by its name.
    """

    markup: str
    flow: str
    unseen: str
    reference: str
    words: Mapping[str, str]


def text_changes(raw: str, pieces: Iterable[Piece], rules: FlowRules) -> Iterator[Change]:
    """The changes that turn a raw text into the text that people read."""
    gap = _Gap(raw, rules)
    for piece in pieces:
        if piece.kind == "plain":
            yield from gap.close(raw[piece.start : piece.end])
            continue
        if piece.words:
            yield from gap.close(piece.words)
            yield Change(piece.start, piece.end, piece.words, rules.words[piece.name])
            continue
        if piece.kind not in ("text", "pre"):
            gap.widen(piece)
            continue
        keeps_lines = piece.kind == "text" and len(PARAGRAPH_END.findall(raw, piece.start, piece.end)) >= FEWEST_PARAGRAPHS
        for atom in (ATOM if piece.kind == "text" else PREFORMATTED).finditer(raw, piece.start, piece.end):
            text = referenced_text(atom[0]) if atom["reference"] else atom[0]
            if atom["space"] or not text or (piece.kind == "text" and not text.strip(SPACE)):
                is_border = keeps_lines and (BLANK_LINE.search(atom[0]) or ("\n" in atom[0] and atom.end() == piece.end))
                gap.widen(Piece("blank" if is_border else "text", *atom.span()))
                continue
            yield from gap.close(text)
            if text != atom[0]:
                yield Change(*atom.span(), text, rules.reference)
    yield from gap.close("")


@dataclass(slots=True)
class _Gap:
    """What stands between two pieces of text, in order: markup, unseen text, and white space (of the kinds ``text`` and ``blank``)."""

    raw: str
    rules: FlowRules
    last: str = ""  # the character before it; empty at the beginning of the page
    parts: list[Piece] = field(default_factory=list)

    def widen(self, part: Piece) -> None:
        self.parts.append(part)

    def close(self, following: str) -> Iterator[Change]:
        """Replace the gap by one separator: a line break, a space, or nothing."""
        separator = self._separator(following)
        has_markup = any(part.kind not in FLOWING for part in self.parts)
        for start, end, rule in self._stretches(self.rules.markup if has_markup else self.rules.flow):
            put = separator if rule in (self.rules.markup, self.rules.flow) else ""
            if put != self.raw[start:end]:
                yield Change(start, end, put, rule)
            separator = "" if put else separator
        self.parts.clear()
        self.last = following[-1:] or self.last

    def _separator(self, following: str) -> str:
        if not self.last or not following:
            return ""
        if any(part.kind in ("border", "blank") for part in self.parts):
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
            current = self.rules.words.get(part.name, self.rules.unseen) if is_unseen else rule
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
