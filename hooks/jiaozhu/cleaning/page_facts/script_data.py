"""What the scripts of a page hold as data: `var publish_time = "2019-11-25"`, `{title: …, source: …, time: …}`.

Nothing is run. Scripts also hold the data of other articles. So a value counts where it stands in the object that has the article's
own title; elsewhere only under a key that says that it is the day of publication, and if all values of that key are one day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from ...core.normalize import caseless_letters
from ...html.character_references import resolve_references
from .days import epoch_day, first_day
from .names import NameWords
from .testimony import FactName, Testimony

PAIR = regex.compile(
    r"""(?<![\w$])(?P<var>(?:var|let|const|window\.)\s*+)?["']?(?P<key>[A-Za-z_$][\w$.]{0,30}+)["']?\s{0,8}+[:=]\s{0,8}+"""
    r"""(?:(?:\w{1,16}\()?(?:"(?P<double>(?:[^"\\\n]|\\.){1,240}+)"|'(?P<single>(?:[^'\\\n]|\\.){1,240}+)')|(?P<digits>\d{10}(?:\d{3})?)(?!\d))"""
)
BRACE = regex.compile("[{}]")
ESCAPE = regex.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))")
TITLE = regex.compile(r"^(?:msg_?|news_?|article_?|doc_?|page_?|share_?)?title$|^headline$|^articletitle$")
DATED = regex.compile(
    r"^_*\$*_*(?:page)?(?:pub(?:lish|lished)?_?(?:date|time|at)|ptime|create_?(?:time|date|at)|createdat|ori_?create_?time|date_?published|news_?(?:time|date)"
    r"|release_?(?:time|date)|display_?time|issue_?(?:time|date)|pagepub_?time|article_?(?:time|date)|first_?publish_?time|ct)$"
)
BOUND_DATED = regex.compile(r"^(?:time|date|ctime|datetime|showtime|inputtime)$")
SOURCED = regex.compile(r"^(?:source|sourcename|source_name|media|media_?name|copyfrom|original_?source|article_?source|news_?source)$")
AUTHORED = regex.compile(r"^(?:author|author_?name|writer|byline)$")
ACCOUNT = regex.compile(r"^(?:nick_?name|account_?name|user_?name_?cn|publisher_?name)$")
LARGEST = 3_000_000  # characters of scripts that are read
BEFORE, BEHIND = 3_000, 60_000  # characters around the title in which its object ends
MOST_TITLES = 12  # places of the title that are looked at


@dataclass(frozen=True, slots=True)
class _Pair:
    key: str
    value: str
    start: int
    end: int
    is_variable: bool


def script_testimonies(scripts: Sequence[str], title: str, names: NameWords) -> Iterator[Testimony]:
    """The testimonies in the scripts of a page whose title has the letters ``title``."""
    budget = LARGEST
    days: dict[str, set[str]] = {}
    for script in scripts:
        budget -= len(script)
        if budget < 0 or not ("=" in script or ":" in script):
            continue
        pairs = list(_pairs(script))
        for pair in pairs:
            if DATED.search(pair.key) and (pair.key != "ct" or pair.is_variable) and (day := _day(pair.value)):
                days.setdefault(pair.key, set()).add(day)
            if pair.is_variable and ACCOUNT.search(pair.key):
                yield from _name("outlet", pair.value, "script account", 2.5, names)
        yield from _beside_title(script, pairs, title, names)
    for key, values in days.items():
        if len(values) == 1:
            yield Testimony("date", next(iter(values)), f"script {key}", 1.8)


def _beside_title(script: str, pairs: Sequence[_Pair], title: str, names: NameWords) -> Iterator[Testimony]:
    """The testimonies in the objects that have the article's title."""
    own = [pair for pair in pairs if title and TITLE.search(pair.key) and caseless_letters(pair.value) == title]
    for pair in own[:MOST_TITLES]:
        start, end = _object(script, pair)
        inside = [other for other in pairs if start <= other.start and other.end <= end]
        others = [p for p in inside if TITLE.search(p.key) and caseless_letters(p.value) != title]
        first = max((p.end for p in others if p.end <= pair.start), default=start)
        last = min((p.start for p in others if p.start >= pair.end), default=end)
        for other in inside:
            if first <= other.start and other.end <= last:
                yield from _of_own(other, names)


def _of_own(pair: _Pair, names: NameWords) -> Iterator[Testimony]:
    if DATED.search(pair.key) or BOUND_DATED.search(pair.key):
        if day := _day(pair.value):
            yield Testimony("date", day, f"script of the title, {pair.key}", 2.5)
    elif SOURCED.search(pair.key):
        yield from _name("outlet", pair.value, "script of the title", 3.0, names)
    elif AUTHORED.search(pair.key):
        yield from _name("author", pair.value, "script of the title", 2.5, names)


def _name(name: FactName, value: str, evidence: str, weight: float, names: NameWords) -> Iterator[Testimony]:
    kind = names.kind(value)
    if name == "author" and kind == "person":
        yield Testimony("author", names.persons(value), evidence, weight)
    elif name == "outlet" and kind in ("institution", "other", "person"):
        yield Testimony("outlet", value, evidence, weight if kind != "person" else weight / 2)


def _object(script: str, pair: _Pair) -> tuple[int, int]:
    """The innermost braces around a pair; or as far as is looked."""
    start, end = max(0, pair.start - BEFORE), min(len(script), pair.end + BEHIND)
    depth = 0
    for at in reversed([brace.start() for brace in BRACE.finditer(script, start, pair.start)]):
        depth += 1 if script[at] == "}" else -1
        if depth < 0:
            start = at
            break
    depth = 0
    for brace in BRACE.finditer(script, pair.end, end):
        depth += 1 if brace[0] == "{" else -1
        if depth < 0:
            return start, brace.start()
    return start, end


def _pairs(script: str) -> Iterator[_Pair]:
    for match in PAIR.finditer(script):
        value = match["double"] or match["single"] or match["digits"] or ""
        key = match["key"].rpartition(".")[2].lower()
        yield _Pair(key, _unescaped(value), match.start(), match.end(), bool(match["var"]))


def _unescaped(value: str) -> str:
    if "\\" in value:
        value = ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)) if match[1] or match[2] else match[3], value)
    return " ".join(resolve_references(resolve_references(value)).split())


def _day(value: str) -> str:
    return epoch_day(value) if value.isdigit() and len(value) in (10, 13) else first_day(value)
