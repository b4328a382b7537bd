"""The shape of a text: its lines, which of them are prose, and what stands before the first and after the last line of prose.

Position is the strongest signal of boilerplate: 推荐阅读 after the last paragraph opens a list of links, and inside the article it is
two words of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from .normalize import caseless_letters
from .reading import Span

SENTENCE = regex.compile(r"[^。！？!?\n]+(?:[。！？!?]+[”’」』）)]*|\n|$)")  # with the quotation marks that close after it
LINE = regex.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
CLOSERS = frozenset("。，、；：？！…—·”’）》】」』〉〕％%.,;:?!)]}")
OPENERS = frozenset("“‘（《【「『〈〔([{▲△▼▽◆◇■□●○★☆※•·")
ENDS = frozenset("。！？；：…!?;:，,、")
CLAUSE_STOPS = frozenset("。！？；")  # that break a line of prose before its end
STATEMENT, LONG = 16, 60  # the least letters of a line of prose: of one that ends in 。, and of any other
HAN = regex.compile("[\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0003ffff]")  # of the planes in use
CODE = regex.compile(
    r"function\s*\(|\bvar\s+\w+\s*=|\bdocument\.\w|\bwindow\.\w|\w\s*\{[^{}]*[:;][^{}]*\}|\w\.\w+\s*=\s*['\"]|^[\s{}()\[\];,]+$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank. ``span`` and ``text`` leave out white space at both ends; ``core`` are its letters without case."""

    span: Span
    text: str
    core: str
    prose: bool


@lru_cache(maxsize=8)
def lines(text: str) -> tuple[Line, ...]:
    """The lines of ``text`` that are not blank, in order."""
    result = []
    for match in LINE.finditer(text):
        words = match.group().strip()
        if words:
            start = match.start() + match.group().index(words[0])
            result.append(_line(start, words))
    return tuple(result)


def line_cores(text: str) -> Iterator[str]:
    """The letters of each line, without case."""
    return (caseless_letters(match.group()) for match in LINE.finditer(text))


def head(text: str) -> tuple[Line, ...]:
    """The lines before the first line of prose; all lines of a text without prose."""
    all_lines = lines(text)
    first = next((n for n, line in enumerate(all_lines) if line.prose), len(all_lines))
    return all_lines[:first]


def tail(text: str) -> tuple[Line, ...]:
    """The lines after the last line of prose; none of a text without prose."""
    all_lines = lines(text)
    last = next((n for n in range(len(all_lines) - 1, -1, -1) if all_lines[n].prose), len(all_lines))
    return all_lines[last + 1 :]


def zone(text: str, scope: str) -> tuple[Span, ...]:
    """The spans of ``text`` that a scope names: `all`, `head`, `tail`, `edges` (head and tail), or `prose` (each line of it)."""
    if scope == "prose":
        return tuple(line.span for line in lines(text) if line.prose)
    if scope == "all":
        return (Span(0, len(text)),)
    zones = [head(text) if name == "head" else tail(text) for name in (("head", "tail") if scope == "edges" else (scope,))]
    return tuple(Span(part[0].span.start, part[-1].span.end) for part in zones if part)


def is_han(character: str) -> bool:
    """True for a Han character of the planes in use."""
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf" or "\U00020000" <= character <= "\U0003ffff"


def is_code(words: str) -> bool:
    """True for a line of a script or a style sheet: it has such a shape, and hardly any Chinese."""
    most = 0.1 * len(words)
    return all(len(HAN.findall(words, 0, end)) <= most for end in (len(words) // 6 + 1, len(words))) and bool(CODE.search(words))


def _line(start: int, words: str) -> Line:
    letters = caseless_letters(words)
    statement = len(letters) >= STATEMENT and words.rstrip("”’）」』)").endswith(("。", "……"))
    broken = len(letters) >= 2 * STATEMENT and not CLAUSE_STOPS.isdisjoint(words[:-1])
    prose = (statement or broken or len(letters) >= LONG) and not is_code(words)
    return Line(Span(start, start + len(words)), words, letters, prose)
