"""Two states of a text as one, with what goes and what comes: for the eyes of an editor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rapidfuzz.distance import Indel

AROUND = 12  # characters that stay on each side of a difference, where a long text is clipped
DOTS = "……"
Part = tuple[str, str]  # "equal", "delete" or "insert", and the words


def differences(before: str, after: str) -> tuple[Part, ...]:
    """The parts of both texts in order: the equal ones once. Marks and letters that stand close together go and come as one."""
    parts: list[Part] = []
    for op in Indel.opcodes(before, after):
        words = after[op.dest_start : op.dest_end] if op.tag == "insert" else before[op.src_start : op.src_end]
        if words:
            parts.append((op.tag, words))
    return tuple(_deletions_first(parts))


def clipped(parts: Sequence[Part], most: int) -> tuple[Part, ...]:
    """The parts, in which long equal stretches are clipped where all together are longer than ``most`` characters."""
    if sum(len(words) for _, words in parts) <= most:
        return tuple(parts)
    last = len(parts) - 1
    return tuple(
        (how, _short(words, n == 0, n == last) if how == "equal" else _middle(words, most)) for n, (how, words) in enumerate(parts)
    )


def _deletions_first(parts: Sequence[Part]) -> Iterator[Part]:
    """The same parts; between two equal ones, what goes stands before what comes."""
    for is_equal, group in groupby(parts, key=lambda part: part[0] == "equal"):
        some = list(group)
        if is_equal:
            yield from some
            continue
        for how in ("delete", "insert"):
            words = "".join(text for tag, text in some if tag == how)
            if words:
                yield how, words


def _short(words: str, is_first: bool, is_last: bool) -> str:
    if len(words) <= 2 * AROUND + len(DOTS):
        return words
    if is_first:
        return DOTS + words[-AROUND:]
    return words[:AROUND] + DOTS if is_last else words[:AROUND] + DOTS + words[-AROUND:]


def _middle(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most // 2] + DOTS + words[-(most // 4) :]
