"""The grammar of metadata lines: a line is parsed as a sequence of parts (labels with their values, dates, counters, places, buttons).

The parts are the rules of `hooks/rules/datelines.yml`. Of all ways to cover a line with them the cheapest is taken, by dynamic
programming over its characters: a known form costs nothing, a value behind a label little, and a name that stands free much. A line
that cannot be covered is no line of metadata.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from ...core.normalize import fold
from ...core.reading import Span
from ...rules.rulebook import Rule, Rulebook
from .calendar import iso_date

LONGEST = 160  # characters of a line of metadata
SEPARATORS = regex.compile(r"[\s|丨·•・∙●○◆■□▪/,、;:\-–—―_()\[\]<>《》「」—…→>]+")
BORDERS = frozenset(" \t\u3000|丨·•・∙●○◆■□▪/:()[]《")
FREE = regex.compile(r"(?=[^\s]?\p{Han}|@?[a-z0-9_.-]{3})@?[^\s|丨·•:,。!?;()\[\]【】…“”\"'《》/>、]{2,14}(?=$|[\s|丨·•/()\[\]])")
DATUM = regex.compile(r"(?=[^\s|丨·•:,。!?;…【】\[\]>、/]*[\p{L}\p{N}])[^\s|丨·•:,。!?;…【】\[\]>、/]{1,24}+")
WORDS = regex.compile(r"[a-z][a-z.'&-]*+(?: [a-z][a-z.'&-]*+){0,4}+")
PHRASE = regex.compile(r"(?=[^|丨。!?;:\[\]]*[\p{L}\p{N}])[^|丨。!?;:\[\]]{1,40}+")
WHITE_SPACE = regex.compile(r"\s")
DRAWN = str.maketrans("│┃∣︱╱⁄∕", "||||///")  # lines of drawings and formulas that stand for the marks of labels
NOTE = regex.compile(r" ?\([^()]{1,30}\)")
BRACKETED = regex.compile(r"[【\[](\p{Han}{2,5})[】\]] ?:?")
SIGNED = regex.compile(r"([^\s|丨·•:,。!?;()\[\]【】…“”\"'《》/>、]{2,12}) ?/ ?文(?=$|[\s|·)\]])")
LABELS = {  # by the label: the field that its value fills, if any
    "dated": "date",
    "revised": "date",
    "timed": "date",
    "authored": "author",
    "reported": "author",
    "sourced": "outlet",
    "staffed": "",
    "filed": "",
    "other": "",
}
OTHER = "other"  # a label that says nothing of the article, and may stand beside two that do
DATED = ("dated", "revised", "timed")
ALONE = ("date", "day", "weekday", "clock", "counter", "place", "control", "follow", "account", "outlet")  # parts that need no label
SUFFICIENT = {"date", "day", "counter", "control", "follow", *LABELS} - {OTHER}  # parts of which a line of metadata has at least one
NAMES = ("outlet", "name", "free")  # parts that name somebody without a label
BUTTONS = {"counter", "control", "follow"}
MOMENTS = {"clock", "counter", "place", "follow", "account"}  # parts that make a name beside a date metadata
VALUE, EMPTY, CHARACTER, UNKNOWN = (
    2.0,
    5.0,
    0.1,
    20.0,
)  # costs: of a value, of none behind a label, of a character of a value, of a free name
MOST_FREE = 2


@dataclass(frozen=True, slots=True)
class LinePart:
    """A part of a line: its kind, its place in it, and the place of what it says: the value behind a label, or all of it.

    ``date`` is the date that it says in ISO 8601, and ``sure`` False where it might be read otherwise.
    """

    kind: str
    span: Span
    value: Span
    date: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Parse:
    """A line as a sequence of parts."""

    parts: tuple[LinePart, ...]

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(part.kind for part in self.parts)

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(part.kind for part in self.parts if part.kind in LABELS and part.kind != OTHER)

    @property
    def date(self) -> str:
        """The first date of the line, with or without a label."""
        return next((part.date for part in self.parts if part.date), "")


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """The patterns of the parts, by their kinds."""

    patterns: Mapping[str, tuple[regex.Pattern[str], ...]]
    _parses: dict[tuple[str, bool], Parse | None] = field(default_factory=dict, repr=False)

    def parse(self, line: str, lenient: bool = False) -> Parse | None:
        """The parts of a line; None where it has others. Only where ``lenient``, up to two names may stand in it without a label."""
        key = line, lenient
        if key not in self._parses:
            if len(self._parses) > MEMORY:
                self._parses.clear()
            self._parses[key] = _cheapest(self, self._plain(line), lenient) if len(line) <= LONGEST else None
        return self._parses[key]

    def _plain(self, line: str) -> str:
        """A line as the patterns have it, character by character; a label in brackets (【作者】) is one with a colon."""
        text = WHITE_SPACE.sub(" ", fold(line)).translate(DRAWN)
        return BRACKETED.sub(lambda match: f" {match[1]}:".ljust(len(match[0])) if self._is_label(match[1]) else match[0], text)

    def _is_label(self, words: str) -> bool:
        """True for words that are a label where its mark stands behind them."""
        kinds = LABELS.keys() - {OTHER}
        return any(pattern.fullmatch(f"{words}:") for kind in kinds for pattern in self.patterns.get(kind, ()))

    def is_part(self, words: str) -> bool:
        """True for folded words that are a label, or as a whole a known part that names nobody: a button, a place, a counter."""
        kinds = set(ALONE) - {*NAMES}
        return self._is_label(words) or any(pattern.fullmatch(words) for kind in kinds for pattern in self.patterns.get(kind, ()))

    def states(self, line: str) -> bool:
        """True for a line that is metadata wherever it stands: more than one button, and no name without a label, but beside a moment."""
        parse = self.parse(line)
        if parse is not None:
            says = any(len(part.value) for part in parse.parts) and parse.kinds != {"day"}
            return says and (len(parse.parts) > 1 or not parse.kinds <= BUTTONS or "】" in line)
        parse = self.parse(line, lenient=True)
        return parse is not None and "date" in parse.kinds and bool(parse.kinds & MOMENTS)

    def ranks(self, line: str) -> bool:
        """True for a line that says what an account is and how much it has written, as platforms add below its name."""
        parse = self.parse(line, lenient=True)
        return parse is not None and "counter" in parse.kinds and not parse.date

    def edges(self, text: str, at: int, lenient: bool) -> Iterator[tuple[float, LinePart | None, int]]:
        """What may stand at a place of a line: its cost, the part (None for a separator), and where it ends."""
        if separator := SEPARATORS.match(text, at):
            yield 0.0, None, separator.end()
            if separator[0][-1] == "[" and len(separator[0]) > 1:  # it may open a button
                yield 0.0, None, separator.end() - 1
        for kind in ALONE:
            for match in self._matches(kind, text, at):
                if kind == "outlet" and not _is_border(text, at):
                    continue
                dated = iso_date(match) if kind == "date" else ("", True)
                if dated is not None:
                    cost = VALUE + CHARACTER * len(match[0]) if kind == "outlet" else 0.0
                    yield cost, _part(kind, match.start(), match.span(), *dated), match.end()
        if (signed := SIGNED.match(text, at)) and _is_border(text, at):
            yield VALUE + CHARACTER * len(signed[1]), _part("authored", at, signed.span(1)), signed.end()
        known = [(kind, label) for kind in LABELS if text[at].isalpha() for label in self._matches(kind, text, at)]
        for kind, label in known:
            if kind != OTHER or len(known) == 1:
                yield from self._labelled(kind, text, label)
        if lenient and _is_border(text, at):
            yield from self._free(text, at)

    def _labelled(self, kind: str, text: str, label: regex.Match[str]) -> Iterator[tuple[float, LinePart | None, int]]:
        """The values that may stand behind a label; none, if the label has its mark, and another follows at once."""
        start, at = label.span()
        is_marked = _is_marked(label)
        if any(map(_is_marked, self._labels(text, at))):
            pass
        elif kind in DATED:
            for form in ("date", "short", "day"):
                for match in self._matches(form, text, at):
                    dated = iso_date(match) if form != "day" else ("", True)
                    if dated is not None:
                        yield 0.0, _part(kind, start, match.span(), *dated), match.end()
        else:
            for end in self._value_ends(kind, text, at, is_marked):
                is_word = not is_marked and WORDS.fullmatch(
                    text, at, end
                )  # “by somebody” may be anything, and is only a name beside a date
                cost = VALUE + CHARACTER * (end - at) + (UNKNOWN if kind == OTHER else 0.0)
                yield cost, _part("name" if is_word else kind, start, (at, end)), end
        if is_marked and kind != OTHER:
            yield EMPTY, _part(kind, start, (at, at)), at

    def _labels(self, text: str, at: int) -> Iterator[regex.Match[str]]:
        kinds = LABELS.keys() - {OTHER} if at < len(text) and text[at].isalpha() else ()
        return (label for kind in kinds for label in self._matches(kind, text, at))

    def _value_ends(self, kind: str, text: str, at: int, is_marked: bool) -> Iterator[int]:
        """Where a value that begins at ``at`` may end: behind names, at any character of a word, behind several Latin words.

        Behind a label without its mark stands nothing but what by its own form is a value of that kind.
        """
        ends = {match.end() for match in self._matches("outlet" if LABELS[kind] == "outlet" and not is_marked else "name", text, at)}
        if kind != "reported":
            forms = (DATUM, WORDS) if LABELS[kind] else (DATUM, WORDS, PHRASE)
            for form in forms if is_marked else (WORDS,):
                match = form.match(text, at)
                if match:
                    ends.update(range(at + 1, match.end() + 1))
        for end in sorted(ends):
            if text[end - 1] != " " and text.count("(", at, end) == text.count(")", at, end):
                yield end
                if note := NOTE.match(text, end):
                    yield note.end()

    def _free(self, text: str, at: int) -> Iterator[tuple[float, LinePart | None, int]]:
        names = [("name", match) for match in self._matches("name", text, at)]
        free = FREE.match(text, at)
        for kind, match in [*names, *([("free", free)] if free and any(map(str.isalpha, free[0])) else [])]:
            cost = (UNKNOWN if kind == "free" else 2 * VALUE) + CHARACTER * len(match[0])
            yield cost, _part(kind, at, match.span()), match.end()

    def _matches(self, kind: str, text: str, at: int) -> Iterator[regex.Match[str]]:
        for pattern in self.patterns.get(kind, ()):
            match = pattern.match(text, at)
            if match and match.end() > at:
                yield match


MEMORY = 20_000  # lines whose parses are kept


def grammar(rulebook: Rulebook) -> Grammar:
    """The grammar of a rulebook."""
    return _grammar(_Edition(rulebook.digest, rulebook.table("datelines")))


@dataclass(frozen=True, slots=True)
class _Edition:
    """The rules of the grammar, compared by the digest of their rulebook."""

    digest: str
    rules: tuple[Rule, ...] = field(compare=False)


@lru_cache(maxsize=4)
def _grammar(edition: _Edition) -> Grammar:
    patterns: dict[str, tuple[regex.Pattern[str], ...]] = {}
    for rule in edition.rules:
        if rule.find is not None:
            patterns[rule.part] = (*patterns.get(rule.part, ()), rule.find)
    return Grammar(patterns)


def _part(kind: str, start: int, value: tuple[int, int], date: str = "", sure: bool = True) -> LinePart:
    return LinePart(kind, Span(start, value[1]), Span(*value), date, sure)


def _is_marked(label: regex.Match[str]) -> bool:
    """True for a label that ends with a mark, or is known by what stands behind its value: whatever stands there is its value."""
    return label[0].rstrip()[-1:] in (":", "|") or "known" in {name for name, words in label.groupdict().items() if words is not None}


def _is_border(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in BORDERS


def _cheapest(grammar: Grammar, text: str, lenient: bool) -> Parse | None:
    """The cheapest cover of a line by parts."""
    # For each place that can be reached: the cost, the place before, and the part between.
    best: dict[int, tuple[float, int, LinePart | None]] = {0: (0.0, -1, None)}
    for at in range(len(text)):
        if at not in best:
            continue
        for cost, part, end in grammar.edges(text, at, lenient):
            last = best[at][2]
            if part is not None and part.kind in NAMES and last is not None and last.kind in LABELS and not len(last.value):
                continue  # what stands behind a label is its value, and no name of its own
            total = best[at][0] + cost
            if end not in best or total < best[end][0]:
                best[end] = total, at, part
    if len(text) not in best:
        return None
    parts: list[LinePart] = []
    at = len(text)
    while at > 0:
        _, at, part = best[at]
        if part is not None:
            parts.append(part)
    parse = Parse(tuple(reversed(parts)))
    others = sum(part.kind == OTHER for part in parts)
    too_free = sum(part.kind in ("name", "free") for part in parts) > MOST_FREE or others > 1 or (others and len(parse.labels) < 2)
    needed = SUFFICIENT - {"day"} if "outlet" in parse.kinds else SUFFICIENT
    is_sufficient = bool(parse.kinds & needed) or (lenient and ("account" in parse.kinds or parse.kinds >= {"name", "outlet"}))
    return parse if is_sufficient and not too_free else None
