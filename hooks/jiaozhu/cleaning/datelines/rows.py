"""Which lines of a text are metadata, by what stands around them: the head and the tail of an article have such lines, and its body none.

A diary, a conversation and a chronology have lines of dates too, and a table of facts has lines with a source. They are told by their
like: such lines come again further down, or stand in a row with lines that are no metadata.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

import regex

from ...core.lines import Line
from ...core.normalize import fold
from ...core.reading import Span
from .grammar import BUTTONS, LABELS, NAMES, Grammar, Parse
from .line_names import by_line, is_account, named, single
from .lone_authors import lone_author

SIGNING = 3  # lines below a text in which somebody signs it
LEAD = 2  # lines of prose that may stand above the lines of metadata
NEAR = 8  # lines below the title within which a line may name somebody without a label
TITLE_LIKE = 10  # letters of a line behind an article from which it may be another's title
PAIR = regex.compile(r"([^\s:,。!?;]{1,8}):\s*\S")  # a line with a label, or of somebody who speaks
YEAR, DAY = regex.compile(r"(?:19|20)\d\d[ ]?年?"), regex.compile(r"\d{1,2}[-/.月][ ]?\d{1,2}日?")
BARS = regex.compile(r"[|｜丨·•・/／]")
WRITTEN = {"authored", "reported"}  # labels of those who write
CALENDAR = {"date", "day", "weekday", "clock"}
NO_YEAR = {"day", "weekday"}  # what states no date: nothing of it goes to the head of the page
WEAK = {"sourced", "timed"}  # labels of tables of facts too
PLATFORM = {"clock", "counter", "control", "follow", "place", "dated", "revised"}  # parts that platforms write, which know accounts


@dataclass(frozen=True, slots=True)
class MetadataLine:
    """A line of metadata: its number among the lines of its text, the line, and its parts. ``sure`` is False where a name is a guess."""

    number: int
    line: Line
    parse: Parse
    sure: bool = True
    is_account: bool = False  # a name that stands beside what belongs to an account
    is_behind: bool = False  # a line behind the article
    is_alone: bool = False  # a name with nothing beside it that says what it is


def rows(
    text_lines: Sequence[Line], title: Line | None, grammar: Grammar, with_accounts: bool = True, notices: Collection[Line] = ()
) -> tuple[MetadataLine, ...]:
    """The lines of metadata of a text, in order; ``with_accounts`` also those that are nothing but the name of an account. ``notices`` are
    sentences below the text that are not of it.
    """
    parses = [grammar.parse(line.text) for line in text_lines]
    own = text_lines.index(title) if title in text_lines else -1
    prose = [n for n, line in enumerate(text_lines) if line.prose and parses[n] is None and n != own and line not in notices]
    first = _below_lead(prose, parses) if prose else _first_below(parses, own)
    last = prose[-1] if prose else len(text_lines)
    head = [row for row in _head(text_lines, own, first, grammar) if not _is_structure(row, text_lines, first, last, grammar)]
    head = [row for row in head if not _is_speech(row, text_lines) and not _is_of_table(row, text_lines, grammar)]
    names = list(_names(text_lines, own, first, head, grammar, with_accounts=with_accounts and bool(prose)))
    is_stated = any(row.parse.kinds & {*WRITTEN, "name"} or row.is_account for row in (*head, *names))
    is_taken = is_stated or any(row.number == own + 1 for row in (*head, *names))
    alone = None if is_taken else lone_author(text_lines, own, grammar)
    names += [MetadataLine(own + 1, text_lines[own + 1], alone, sure=False, is_alone=True)] if alone else []
    above = sorted([*head, *names], key=lambda row: row.number)
    below = list(_tail(text_lines, last, grammar, notices))
    stated = frozenset[str]().union(*(row.parse.kinds for row in (*above, *below)))
    signed = () if stated & WRITTEN or any(row.parse.date for row in above) else _signed(text_lines, last, below, grammar, notices)
    return (*above, *sorted([*below, *signed], key=lambda row: row.number))


def _below_lead(prose: Sequence[int], parses: Sequence[Parse | None]) -> int:
    """The first line of prose, of those at the places ``prose``; or where lines that state who wrote the text stand below one or two
    lines of prose, which are its lead, the one below them.
    """
    for above, below in pairwise(prose[: LEAD + 1]):
        block = parses[above + 1 : below]
        if block and all(parse is not None for parse in block) and any(parse and WRITTEN & {*parse.labels} for parse in block):
            return below
    return prose[0]


def _first_below(parses: Sequence[Parse | None], own: int) -> int:
    """Where in a text without prose the lines of metadata at its head end."""
    return next((n for n, parse in enumerate(parses) if n > own and parse is None), len(parses))


def _head(text_lines: Sequence[Line], own: int, first: int, grammar: Grammar) -> Iterator[MetadataLine]:
    """The lines of metadata above the prose. Those that name somebody without a label stand below the title and near to it."""
    for n, line in enumerate(text_lines[:first]):
        if n == own:
            continue
        parse = grammar.parse(line.text)
        if parse is None and own >= 0 and own < n <= own + NEAR and not line.prose:
            parse = grammar.parse(line.text, lenient=True)
            parse = parse if parse is not None and _is_evident(line, parse) else None
        if parse is None and n and own != n - 1 and not line.prose:
            parse = _value_of(text_lines[n - 1], line, grammar)
        if parse is None and not line.prose:
            pairs = pairwise(text_lines[max(0, n - 1) : n + 2])
            parse = next((dated for pair in pairs if (dated := _date_of(*pair, line, grammar))), None)
        if parse is not None and not parse.kinds <= NO_YEAR:
            yield MetadataLine(n, line, parse, sure=not parse.kinds & {"name", "free"} and all(part.sure for part in parse.parts))


def _is_evident(line: Line, parse: Parse) -> bool:
    """True for a line with names beside what only a line of metadata has. A date and some words may also begin an entry or a section."""
    if "free" not in parse.kinds:
        return bool(parse.date or parse.labels)
    is_account = "account" in parse.kinds or ("follow" in parse.kinds and sum(part.kind in NAMES for part in parse.parts) == 1)
    return bool(parse.labels or is_account or (parse.date and (parse.kinds & PLATFORM or BARS.search(line.text))))


def _value_of(label: Line, line: Line, grammar: Grammar) -> Parse | None:
    """A line as the value of the label which stands in the line above, and has none there."""
    above = grammar.parse(label.text)
    if above is None or len(above.parts) != 1 or len(above.parts[0].value):
        return None
    both = grammar.parse(f"{label.text}{line.text}")
    if both is None or len(both.parts) != 1 or both.parts[0].kind != above.parts[0].kind:
        return None
    whole = Span(0, len(line.text))
    return Parse((replace(both.parts[0], span=whole, value=whole),))


def _date_of(year: Line, day: Line, line: Line, grammar: Grammar) -> Parse | None:
    """A line as one of two of which the first has the year of a date, and the other month and day."""
    dated = grammar.parse(f"{year.text[:4]}/{day.text}") if YEAR.fullmatch(year.text) and DAY.fullmatch(day.text) else None
    whole = Span(0, len(line.text))
    return Parse((replace(dated.parts[0], span=whole, value=whole),)) if dated is not None and len(dated.parts) == 1 else None


def _is_structure(row: MetadataLine, text_lines: Sequence[Line], first: int, last: int, grammar: Grammar) -> bool:
    """True for a day without a label whose like comes again in the body: an entry of a diary, a turn of a conversation."""
    if not _has_day(row.parse) or row.parse.labels:
        return False
    line_kinds = row.parse.kinds
    for line in text_lines[max(first, row.number + 1) : last]:
        like = None if line.prose else grammar.parse(line.text, lenient=True)
        if like is not None and _has_day(like) and (like.kinds == line_kinds or like.kinds | line_kinds <= CALENDAR):
            return True
    return False


def _has_day(parse: Parse) -> bool:
    return bool(parse.date) or "day" in parse.kinds


def _is_speech(row: MetadataLine, text_lines: Sequence[Line]) -> bool:
    """True for a reporter who speaks: the same label comes again, or somebody else speaks in the next line."""
    speaker = PAIR.match(fold(row.line.text))
    if speaker is None or row.parse.labels != ("reported",):
        return False
    others = [fold(line.text) for n, line in enumerate(text_lines) if n != row.number]
    return any(other.startswith(f"{speaker[1]}:") for other in others)


def _is_of_table(row: MetadataLine, text_lines: Sequence[Line], grammar: Grammar) -> bool:
    """True for a line with one label that stands in a row with labelled lines which are no metadata: a table of facts."""
    labels = row.parse.labels
    if len(labels) != 1 or not set(labels) <= WEAK or len(row.parse.parts) > 2:
        return False
    neighbours = [text_lines[n] for n in (row.number - 1, row.number + 1) if 0 <= n < len(text_lines)]
    return any(PAIR.match(fold(line.text)) and not line.prose and grammar.parse(line.text) is None for line in neighbours)


def _names(
    text_lines: Sequence[Line], own: int, first: int, head: Sequence[MetadataLine], grammar: Grammar, with_accounts: bool
) -> Iterator[MetadataLine]:
    """The lines below the title that are nothing but a name, and stand beside a line with the date; at most one above and one below.

    Any short line is a name where a platform has written what stands below it (``with_accounts``); otherwise only a person or a paper is.
    """
    if own < 0:
        return
    by_number = {row.number: row for row in head}
    dated = [row.number for row in head if row.number > own and (row.parse.date or row.parse.kinds >= {"day", "clock"} or _counts(row))]
    is_authored = any("authored" in row.parse.kinds or "reported" in row.parse.kinds for row in head)
    for n in range(own + 1, min(first, own + NEAR + 1)):
        has_rank = _has_rank(text_lines, n, own, by_number, grammar)
        below = _block(by_number, n + 1 + has_rank)
        above = _block(by_number, n - 1, step=-1)
        if n in by_number or not ({*below, *above} & set(dated)) or grammar.is_part(fold(text_lines[n].text)):
            continue
        line = text_lines[n]
        parse = named(line, grammar) or by_line(line, text_lines[next(m for m in (*below, *above) if m in dated)], grammar)
        written = frozenset[str]().union(*(by_number[m].parse.kinds for m in below)) if set(below) & set(dated) else frozenset()
        if parse is None and with_accounts and not is_authored and written & PLATFORM and is_account(line):
            parse = single(line, "free")
        if parse is not None and not (is_authored and "outlet" not in parse.kinds):
            between = takewhile(lambda m: not by_number[m].parse.date, below)
            yield MetadataLine(n, line, parse, sure=False, is_account=any("follow" in by_number[m].parse.kinds for m in between))
            if has_rank:
                yield MetadataLine(n + 1, text_lines[n + 1], single(text_lines[n + 1], "counter"), sure=False)


def _has_rank(text_lines: Sequence[Line], n: int, own: int, by_number: Mapping[int, MetadataLine], grammar: Grammar) -> bool:
    """True for a name above a line that says what somebody is: one that ranks an account, or any words above the mark of an account."""
    if n + 1 in by_number or n + 2 >= len(text_lines):
        return False
    above_mark = n + 2 in by_number and "follow" in by_number[n + 2].parse.kinds and not text_lines[n + 1].prose
    return above_mark or (n == own + 1 and grammar.ranks(text_lines[n + 1].text))


def _counts(row: MetadataLine) -> bool:
    """True for a line of counters or buttons, as platforms write it below the name of an account."""
    return bool(row.parse.kinds & {"counter", "follow"}) and row.parse.kinds <= BUTTONS | PLATFORM


def _block(by_number: dict[int, MetadataLine], start: int, step: int = 1) -> list[int]:
    """The numbers of the rows of metadata that stand together from a line on."""
    result = []
    while start in by_number:
        result.append(start)
        start += step
    return result


def _tail(text_lines: Sequence[Line], last: int, grammar: Grammar, notices: Collection[Line]) -> Iterator[MetadataLine]:
    """The lines of metadata behind the last prose: with labels, or nothing but buttons and counters. Behind another title they are of
    other articles, and only the staff is this one's."""
    is_over = False
    for n in range(last + 1, len(text_lines)):
        line = text_lines[n]
        parse = None if line in notices else grammar.parse(line.text)
        if parse is None:
            is_over = is_over or (len(line.core) >= TITLE_LIKE and line not in notices and not _is_signature(line, grammar))
        elif parse.labels and not any(len(part.value) for part in parse.parts):
            continue
        elif set(parse.labels) == {"staffed"} and not parse.date:
            yield MetadataLine(n, line, parse, is_behind=True)
        elif not is_over and (
            parse.labels or (_is_buttons(parse) and (len(parse.parts) > 1 or _is_beside_buttons(text_lines, n, grammar)))
        ):
            row = MetadataLine(n, line, parse, is_behind=True)
            if not _is_of_table(row, text_lines, grammar) and not _is_speech(row, text_lines):
                yield row


def _is_buttons(parse: Parse | None) -> bool:
    """True for a line that is nothing but buttons and counters."""
    return parse is not None and parse.kinds <= {"control", "counter", "follow"}


def _is_beside_buttons(text_lines: Sequence[Line], n: int, grammar: Grammar) -> bool:
    """True where the line above or below is nothing but buttons and counters: one alone might be the last line of the text."""
    return any(_is_buttons(grammar.parse(text_lines[m].text)) for m in (n - 1, n + 1) if 0 <= m < len(text_lines))


def _is_signature(line: Line, grammar: Grammar) -> bool:
    """True for a line that says that somebody published something on a day."""
    parse = grammar.parse(line.text, lenient=True)
    return parse is not None and "dated" in parse.kinds and bool(parse.kinds & {*NAMES})


def _signed(
    text_lines: Sequence[Line], last: int, below: Sequence[MetadataLine], grammar: Grammar, notices: Collection[Line]
) -> Iterator[MetadataLine]:
    """The lines right below a text that say who wrote it and when, where its head does not: one that says that somebody published it on a
    day (某某 发表于 …), and one with a day beside a labelled line. What stands below the former is no comment that it would head.
    """
    labelled = {row.number for row in below if any(len(part.value) for part in row.parse.parts if part.kind in LABELS)}
    for n in range(last + 1, min(last + 1 + SIGNING, len(text_lines))):
        line = text_lines[n]
        parse = grammar.parse(line.text, lenient=True) if line not in notices else None
        if parse is None:
            break
        if n in labelled:
            continue
        is_beside = bool(labelled & {n - 1, n + 1})
        is_headed = n + 1 == len(text_lines) or text_lines[n + 1] in notices or grammar.parse(text_lines[n + 1].text) is not None
        is_moment = parse.kinds <= CALENDAR or _is_evident(line, parse)
        if parse.date and ((is_beside and is_moment) or (is_headed and _is_signature(line, grammar))):
            yield MetadataLine(n, line, parse, sure=False, is_behind=True)
