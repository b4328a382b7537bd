"""What the lines of metadata say of an article: candidates for its date, author and outlet, each with its evidence, and the best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from ...core.reading import Span
from .grammar import LABELS, NAMES
from .rows import MetadataLine

# How much a candidate counts, by its part.
ACCOUNT, LABELLED, REPORTED, BARE, GUESSED, REVISED = 1.1, 1.0, 0.9, 0.8, 0.5, 0.6
NOTE = regex.compile(  # behind a name: where somebody works, or which account it is
    r"(?:\s+[(（][^()（）]{1,30}|[(（](?=[^()（）]*(?:ID|id|微信|公众号|公眾號|来自|來自|[账帳]号|帳號))[^()（）]{1,40})[)）]$"
)
PAPER = regex.compile(
    r"((?!本|驻|见习|实习|特约|首席)\p{Han}{2,10}?)(?:见习|实习|特约|首席|驻\p{Han}{2,3})?(?:记者|記者|通讯员|通訊員|评论员|評論員)"
)
BEHIND = 0.4  # what a line behind the article counts, because it may be about its page
WEIGHTS = {"timed": 0.9, "revised": REVISED, "reported": REPORTED, "date": BARE, "outlet": 0.7, "name": 0.6, "free": GUESSED}
NO_OUTLET = ("网络整理", "网络", "互联网", "原创", "未知", "不详", "佚名", "匿名", "暂无", "本站", "admin", "本站原创", "整理")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact of an article that a line states: the field, its value, where in the text it stands, how much speaks for it."""

    field: str
    value: str
    span: Span
    row: MetadataLine
    weight: float
    sure: bool


def candidates(rows: Sequence[MetadataLine]) -> list[Candidate]:
    """The facts that lines of metadata state, the best first."""
    stated = [candidate for row in rows for candidate in _joined(list(_of_row(row)))]
    return sorted(stated, key=lambda candidate: -candidate.weight)


def _joined(stated: list[Candidate]) -> Iterator[Candidate]:
    """The candidates of a line, in which those who wrote an article together are one author."""
    authors = [candidate for candidate in stated if candidate.field == "author"]
    for candidate in stated:
        if candidate not in authors[1:]:
            value = " ".join(author.value for author in authors) if candidate in authors else candidate.value
            yield replace(candidate, value=value)


def _of_row(row: MetadataLine) -> Iterator[Candidate]:
    roles = dict(_roles(row))
    for n, part in enumerate(row.parse.parts):
        field = roles.get(n) or ("date" if part.date else LABELS.get(part.kind, ""))
        start = row.line.span.start
        span = Span(start + part.value.start, start + part.value.end)
        value = part.date if field == "date" else NOTE.sub("", row.line.text[part.value.start : part.value.end]).strip(" @")
        if field and value and value not in NO_OUTLET:
            is_account = part.kind in NAMES and field == "author" and _is_account(row)
            weight = ACCOUNT if is_account else WEIGHTS.get(part.kind, LABELLED)
            weight *= BEHIND if row.is_behind else 1.0
            yield Candidate(field, value, span, row, weight, part.sure and part.kind not in ("name", "free"))
        paper = PAPER.match(row.line.text[part.span.start : part.value.start]) if part.kind == "reported" else None
        if paper is not None:
            span = Span(start := row.line.span.start + part.span.start, start + paper.end(1))
            yield Candidate("outlet", paper[1], span, row, WEIGHTS["outlet"] * (BEHIND if row.is_behind else 1.0), sure=False)


def _is_account(row: MetadataLine) -> bool:
    """True for a line with the name of an account, which readers may follow or write to: whatever its form, it is the author."""
    return row.is_account or "follow" in row.parse.kinds


def _roles(row: MetadataLine) -> Iterator[tuple[int, str]]:
    """What the names without a label in a line are, by their numbers among its parts.

    A paper is the outlet, a person the author. Of two others the first is the author and the second the outlet; one alone is the
    author above a date or before it, and behind it the outlet.
    """
    parts = row.parse.parts
    names = [n for n, part in enumerate(parts) if part.kind in NAMES]
    has_author = "authored" in row.parse.kinds or "reported" in row.parse.kinds
    for n in names:
        if row.is_alone:
            yield n, "author"
        elif has_author and parts[n].kind == "name":
            continue
        elif has_author or (parts[n].kind == "outlet" and not _is_account(row)):
            yield n, "outlet"
        elif parts[n].kind == "name" or n == names[0] != names[-1] or _is_account(row):
            yield n, "author"
            has_author = True
        else:
            is_behind_date = any(part.date for part in parts[:n]) and "account" not in row.parse.kinds
            yield n, "outlet" if is_behind_date else "author"
            has_author = True
