"""Conversion of quotation marks to those of Traditional Chinese: “” and ‘’ become 「」 and, inside another pair, 『』.

Marks in sources are reversed or left unclosed, so a mark's form alone does not say whether it opens. Where the marks of a block form
pairs, the forms are believed; elsewhere a mark closes if one of its kind is open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MARKS = re.compile("[“”‘’「」『』]")
CURLY = re.compile("[“”‘’]")
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
SENTENCE = re.compile(r"[A-Za-z][,;:]? [A-Za-z]")
PAIR = {"“": "”", "‘": "’", "「": "」", "『": "』"}
KIND = {mark: opening for opening, closing in PAIR.items() for mark in (opening, closing)}
LEVELS = ("「」", "『』")


@dataclass(slots=True)
class Mark:
    """A quotation mark at an offset of its block: whether it opens, the depth of its nesting, and its mate."""

    offset: int
    form: str
    opens: bool = False
    depth: int = 0
    mate: Mark | None = None

    @property
    def kind(self) -> str:
        return KIND[self.form]


def with_corner_brackets(block: str) -> str:
    """The text of one block with the quotation marks of Traditional Chinese, at the same offsets.

    Apostrophes stay as they are, and so do marks around English words in an English context, and those of a block that is all English.
    """
    if CURLY.search(block) is None or (HAN.search(block) is None and SENTENCE.search(block)):
        return block
    single = block.find("‘")
    marks = [Mark(m.start(), m.group()) for m in MARKS.finditer(block) if not _is_apostrophe(block, m.start(), single)]
    _pair(marks)
    characters = list(block)
    for mark in marks:
        if mark.form in "“”‘’" and not _is_english(block, mark):
            characters[mark.offset] = LEVELS[mark.depth % 2][0 if mark.opens else 1]
    return "".join(characters)


def _pair(marks: list[Mark]) -> None:
    """Decide of each mark whether it opens or closes, its mate and its depth, with a stack of open marks."""
    rests = _rests(marks)
    stack: list[Mark] = []
    open_by_kind: dict[str, list[Mark]] = {kind: [] for kind in PAIR}
    for mark, from_here, after in zip(marks, rests, rests[1:], strict=False):
        kind = mark.kind
        opened = open_by_kind[kind]
        if mark.form == kind:  # by its form, it opens
            mark.opens = not opened or not from_here[kind].broken
            if opened and mark.opens and not from_here[kind].owed:  # the one before was never closed
                _close(stack, open_by_kind, opened[-1])
        else:  # by its form, it closes; with nothing to close, it opens if that pairs the marks behind it
            mark.opens = not opened and (after[kind].broken or after[kind].owed > 0)
        if mark.opens:
            mark.depth = len(stack)
            stack.append(mark)
            opened.append(mark)
        elif opened:
            mark.mate = opened[-1]
            mark.mate.mate, mark.depth = mark, mark.mate.depth
            _close(stack, open_by_kind, mark.mate)
        else:
            mark.depth = len(stack)


def _close(stack: list[Mark], open_by_kind: dict[str, list[Mark]], mark: Mark) -> None:
    """Pop a mark from the stack, with all marks that were opened inside it and never closed."""
    last = None
    while last is not mark:
        last = stack.pop()
        open_by_kind[last.kind].pop()


@dataclass(frozen=True, slots=True)
class Rest:
    """The balance of the marks of one kind from some place on: how many close marks from before, and whether one is never closed."""

    owed: int = 0
    broken: bool = False


def _rests(marks: list[Mark]) -> list[dict[str, Rest]]:
    """The balance of each kind from each mark on, by the marks' forms alone; the last item is for the end of the block."""
    rests = [dict.fromkeys(PAIR, Rest())]
    for mark in reversed(marks):
        rest = rests[-1][mark.kind]
        closed = Rest(rest.owed + 1, rest.broken)
        opened = Rest(max(0, rest.owed - 1), rest.broken or not rest.owed)
        rests.append({**rests[-1], mark.kind: opened if mark.form == mark.kind else closed})
    return rests[::-1]


def _is_apostrophe(block: str, offset: int, single: int) -> bool:
    """It’s, the growers’ tea, ’90s. ``single`` is the offset of the first ‘, or -1."""
    if block[offset] not in "‘’":
        return False
    before, after = block[offset - 1 : offset] if offset else "", block[offset + 1 : offset + 2]
    if block[offset] == "‘" or (_is_latin(before) and _is_latin(after)):
        return _is_latin(before) and _is_latin(after)
    return (_is_latin(before) and not 0 <= single < offset) or (not before.strip() and _is_latin(after))


def _is_english(block: str, mark: Mark) -> bool:
    """True if words of Latin script stand on both sides of a mark and of its mate."""
    return all(_has_latin_around(block, one.offset) for one in (mark, mark.mate) if one is not None)


def _has_latin_around(block: str, offset: int) -> bool:
    before, after = block[max(0, offset - 9) : offset].rstrip(" ")[-1:], block[offset + 1 : offset + 10].lstrip(" ")[:1]
    return _is_latin(before) and _is_latin(after)


def _is_latin(character: str) -> bool:
    return character.isalnum() and character < "\u0250"
