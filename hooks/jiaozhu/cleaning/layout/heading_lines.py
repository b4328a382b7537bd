"""Headings of a text without markup: bare lines above prose, lines that are numbered like these, and rows of lines that are alike.

Numbered lines are alike: of one row of numbers, all are headings or none. A line that comes back above other lines is a speaker.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from ...core.lines import ENDS, Line, is_code
from ...core.normalize import caseless_letters
from ...core.reading import Reading
from ...rules.rulebook import Rulebook
from ..characters import unreadable_lines
from ..datelines.grammar import grammar
from ..datelines.post_heads import chat_turns, post_heads
from ..line_kinds import is_metadata
from .caption_lines import caption_lines
from .diary import diary_days
from .heading_rows import heading_rows
from .numbering import number_of, series_of

LETTERS = range(2, 33)  # of a heading
STACKED = 2  # headings that may stand one above the other: a chapter and its first section
INVITING = 3  # words of solicitations from which a line invites to something and heads nothing
INSERTED = ("inserted-solicitation", "search-terms-line")
CONTENTS = 3  # bare lines in a row from which a table of contents may be one
MOMENT = frozenset({"day", "weekday", "clock"})  # the parts of a line that says when, without a year
PARTS = frozenset({"part", "chapter", "section", "financial", "han"})  # series of numbers that divide a text
LEADER = regex.compile(r"[….·⋯\s]{2,}+\d{1,4}$")
CLOCK = regex.compile(r"[\[(（]?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?[\])）]?")


def heading_lines(reading: Reading, text_lines: Sequence[Line], rulebook: Rulebook) -> frozenset[Line]:
    """The lines that are headings by their place, their shape and their numbers. What cannot be read has none of these."""
    days = [n for n, line in enumerate(text_lines) if (parse := grammar(rulebook).parse(line.text)) and {"day"} <= parse.kinds <= MOMENT]
    dateline = text_lines[days[0]] if len(days) == 1 else None  # several days without a year head the entries of a diary
    bare = [
        _is_bare(line) and not rulebook.shape(line.text) and not is_metadata(line, rulebook) and not _invites(line, rulebook)
        for line in text_lines
    ]
    posts = post_heads(text_lines) | chat_turns(text_lines)
    above = (None, *text_lines)
    bare = [
        is_bare and line != dateline and line not in posts and line_above not in posts
        for line, line_above, is_bare in zip(text_lines, above, bare, strict=False)
    ]
    rows = heading_rows(text_lines)
    bare = [is_bare or n in rows for n, is_bare in enumerate(bare)]
    speakers = _speakers([line for line, is_bare in zip(text_lines, bare, strict=True) if is_bare])
    bare = [is_bare and _key(line) not in speakers for line, is_bare in zip(text_lines, bare, strict=True)]
    chosen = {*_above_prose(text_lines, bare), *rows}
    chosen |= {n for n in days if bare[n]} if chosen & set(days) else set()
    chosen |= diary_days(text_lines, grammar(rulebook))
    for row in _numbered_rows(text_lines, bare):
        bare_ones = [n for n in row if bare[n]]
        is_closed_by_words = len(row) > STACKED and bare_ones == row[:-1]  # 伍、本计划自公布之日起施行。
        if (is_closed_by_words or len(bare_ones) == len(row) > 1) and (chosen & set(row) or _divides(bare_ones, text_lines)):
            chosen |= set(bare_ones)
        elif 2 * len(bare_ones) <= len(row):
            chosen -= set(row)
    chosen -= caption_lines(text_lines, chosen)
    unreadable = unreadable_lines(reading, text_lines)
    chosen -= {n for n in chosen if text_lines[n] in unreadable}
    last = {text_lines[n].core: n for n in sorted(chosen)}  # a table of contents has the same lines above
    return frozenset(text_lines[n] for n in chosen if last[text_lines[n].core] == n)


def _above_prose(text_lines: Sequence[Line], bare: Sequence[bool]) -> Iterator[int]:
    """Bare lines directly above prose: one alone, or two of different length. More than two are verse or a list, but for the last of
    them where it is numbered like one above: what stands above it is a table of contents.
    """
    waiting: list[int] = []
    for n, line in enumerate(text_lines):
        if bare[n]:
            waiting.append(n)
            continue
        line_above = text_lines[waiting[-1]] if waiting else line
        is_stacked = len(waiting) == STACKED and len(text_lines[waiting[0]].core) != len(text_lines[waiting[1]].core)
        if line.prose and (len(waiting) == 1 or is_stacked):
            yield from waiting
        elif line.prose and len(waiting) > CONTENTS and any(_entry(text_lines[m]) == line_above.core for m in waiting[:-1]):
            yield waiting[-1]
        waiting = []


def _entry(line: Line) -> str:
    """The letters of a line, without the number of a page to which a table of contents leads."""
    return caseless_letters(LEADER.sub("", line.text))


def _divides(row: Sequence[int], text_lines: Sequence[Line]) -> bool:
    """True for a row of numbers as official documents and books give their parts, each with other lines below it."""
    is_of_parts = series_of(text_lines[row[0]].text).partition(" ")[0] in PARTS
    return is_of_parts and all(n + 1 < other for n, other in pairwise((*row, len(text_lines))))


def _numbered_rows(text_lines: Sequence[Line], bare: Sequence[bool]) -> Iterator[list[int]]:
    """The rows of numbered lines, as places. A line goes on with a row of its series whose last number is the one before its own: with
    one whose last line is bare as it is, if there is such a row, because a list may stand between two headings.
    """
    rows: dict[str, list[list[int]]] = {}
    numbers = {n: number_of(line.text) for n, line in enumerate(text_lines) if series_of(line.text)}
    for n, number in numbers.items():
        same_series = rows.setdefault(series_of(text_lines[n].text), [])
        open_rows = [row for row in same_series if numbers[row[-1]] == number - 1]
        alike = [row for row in open_rows if bare[row[-1]] == bare[n]]
        if alike or open_rows:
            (alike or open_rows)[-1].append(n)
        else:
            same_series.append([n])
    for some in rows.values():
        yield from some


def _speakers(bare: Sequence[Line]) -> frozenset[str]:
    """What comes back among the bare lines without a number: the names of speakers, or a refrain. Not so the lines of a table of
    contents, which come back once, in order.
    """
    times = Counter(_key(line) for line in bare if not series_of(line.text))
    repeated = {key for key, n in times.items() if n > 1}
    first = [_key(line) for line in bare if _key(line) in repeated]
    half = len(first) // 2
    is_contents = half >= CONTENTS and first[:half] == first[half:] and len(set(first)) == half
    return frozenset() if is_contents else frozenset(repeated)


def _key(line: Line) -> str:
    return CLOCK.sub("", line.text).strip() or line.text


def _invites(line: Line, rulebook: Rulebook) -> bool:
    """True for a line that asks readers for something, by its words or by the rules that ask whether it was inserted."""
    queries = (rulebook.rules[name] for name in INSERTED if name in rulebook.rules)
    is_inserted = any(rule.takes(line.text) for rule in queries)
    return is_inserted or sum(words in line.text for words in rulebook.words.get("solicitations", ())) >= INVITING


def _is_bare(line: Line) -> bool:
    """True for a short line that ends without a mark or with a question mark, and is no number, direct speech, remark or code."""
    if len(line.core) not in LETTERS or line.prose or line.core.isdigit() or is_code(line.text):
        return False
    is_part = series_of(line.text).partition(" ")[0] in PARTS  # 二、外观：… is no turn of a conversation
    spoken = ("：" in line.text[:6] and not is_part) or (
        line.text.endswith(("”", "」", "』")) and (line.text[0] in "“「『" or "：" in line.text)
    )
    in_brackets = line.text[0] in "（(〔[" and line.text[-1] in "）)〕]" and not series_of(line.text)
    return not spoken and not in_brackets and not any(c in "。；" for c in line.text) and line.text[-1] not in ENDS - set("？?")
