"""Quotation marks of the other scripts: “” and ‘’ become 「」 and, inside another pair, 『』.

Sources turn their marks round and forget to close them, so a mark's form alone does not say whether it opens. Where the marks of
a block pair by their forms, the forms are believed; elsewhere a mark closes when one of its kind is open.
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
    """A mark at its place, and what is found out about it: whether it opens, how deep it stands, and its mate."""

    at: int
    form: str
    opens: bool = False
    depth: int = 0
    mate: Mark | None = None

    @property
    def kind(self) -> str:
        return KIND[self.form]


def with_corner_brackets(block: str) -> str:
    """The text of one block with the marks of the other scripts. Each mark is one character before and after.

    Left as they are: apostrophes, the marks of English words inside English words, and those of a block that is all English.
    """
    if CURLY.search(block) is None or (HAN.search(block) is None and SENTENCE.search(block)):
        return block
    single = block.find("‘")
    marks = [Mark(m.start(), m.group()) for m in MARKS.finditer(block) if not _is_apostrophe(block, m.start(), single)]
    _pair(marks)
    characters = list(block)
    for mark in marks:
        if mark.form in "“”‘’" and not _is_english(block, mark):
            characters[mark.at] = LEVELS[mark.depth % 2][0 if mark.opens else 1]
    return "".join(characters)


def _pair(marks: list[Mark]) -> None:
    """Decide of each mark whether it opens or closes, with which mate, and how deep."""
    rests = _rests(marks)
    stack: list[Mark] = []
    open_by_kind: dict[str, list[Mark]] = {kind: [] for kind in PAIR}
    for mark, here, rest in zip(marks, rests, rests[1:], strict=False):
        kind = mark.kind
        opened = open_by_kind[kind]
        if mark.form == kind:  # it looks as if it opened
            mark.opens = not opened or not here[kind].broken
            if opened and mark.opens and not here[kind].owed:  # the one before was never closed
                _close(stack, open_by_kind, opened[-1])
        else:  # with nothing to close, it opens where that helps what follows
            mark.opens = not opened and (rest[kind].broken or rest[kind].owed > 0)
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
    """Take a mark off the stack, with whatever was opened inside it and never closed."""
    last = None
    while last is not mark:
        last = stack.pop()
        open_by_kind[last.kind].pop()


@dataclass(frozen=True, slots=True)
class Rest:
    """Of the marks of one kind from some place on: how many close what was open before, and whether one opens that none closes."""

    owed: int = 0
    broken: bool = False


def _rests(marks: list[Mark]) -> list[dict[str, Rest]]:
    """What can be said of the marks from each place on, by their forms alone; the last is what follows the last mark."""
    rests = [dict.fromkeys(PAIR, Rest())]
    for mark in reversed(marks):
        rest = rests[-1][mark.kind]
        closed = Rest(rest.owed + 1, rest.broken)
        opened = Rest(max(0, rest.owed - 1), rest.broken or not rest.owed)
        rests.append({**rests[-1], mark.kind: opened if mark.form == mark.kind else closed})
    return rests[::-1]


def _is_apostrophe(block: str, at: int, single: int) -> bool:
    """It’s, the growers’ tea, ’90s. ``single`` is where the first ‘ stands, or -1."""
    if block[at] not in "‘’":
        return False
    before, after = block[at - 1 : at] if at else "", block[at + 1 : at + 2]
    if block[at] == "‘" or (_is_latin(before) and _is_latin(after)):
        return _is_latin(before) and _is_latin(after)
    return (_is_latin(before) and not 0 <= single < at) or (not before.strip() and _is_latin(after))


def _is_english(block: str, mark: Mark) -> bool:
    """True where words of Latin script stand on both sides of a mark and of its mate."""
    return all(_latin_around(block, one.at) for one in (mark, mark.mate) if one is not None)


def _latin_around(block: str, at: int) -> bool:
    before, after = block[max(0, at - 9) : at].rstrip(" ")[-1:], block[at + 1 : at + 10].lstrip(" ")[:1]
    return _is_latin(before) and _is_latin(after)


def _is_latin(character: str) -> bool:
    return character.isalnum() and character < "\u0250"
