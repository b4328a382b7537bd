"""What words say of time, as data: `hooks/rules/dates.yml`, checked with the line of each mistake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from ...core import yaml_lines
from ...core.errors import InputError, RuleError, read_text
from ...core.normalize import fold
from ...core.yaml_lines import Node

Precision = Literal["day", "week", "month", "quarter", "half", "season", "festival", "year", "unknown"]
PRECISIONS = ("day", "quarter", "half", "season", "festival")
OFFSETS = ("years", "months", "days", "weeks", "same-years", "same-months", "same-days")
WORDS = ("likewise", "future", "never")
FILE = "dates.yml"
LEAP = 2000  # a year that has every day


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, from ``first`` to ``last``."""

    first: date
    last: date

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    def hold(self, other: Days) -> bool:
        return self.first <= other.first and other.last <= self.last


@dataclass(frozen=True, slots=True)
class Named:
    """Days of each year that have a name: from ``first`` to ``last`` (month and day), or counted from the Spring Festival."""

    name: str
    forms: tuple[str, ...]
    precision: Precision
    first: tuple[int, int] | None = None
    last: tuple[int, int] | None = None
    day: tuple[int, int] | None = None
    spring: tuple[int, int] | None = None
    after: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    rough: bool = False


@dataclass(frozen=True, slots=True)
class Almanac:
    """All words for time. ``offsets`` are tables of words that count years, months, days or weeks from somewhere."""

    offsets: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: {name: {} for name in OFFSETS})
    words: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict.fromkeys(WORDS, ()))
    named: tuple[Named, ...] = ()
    spring: Mapping[int, date] = field(default_factory=dict)

    def days(self, named: Named, year: int, itself: bool = False) -> Days | None:
        """Some named days in a year, or the one that bears the name ``itself``; None where nobody knows."""
        if named.spring:
            new_year = self.spring.get(year)
            return Days(new_year + timedelta(named.spring[0]), new_year + timedelta(named.spring[1])) if new_year else None
        if itself and named.day:
            return Days(date(year, *named.day), date(year, *named.day))
        if named.first is None or named.last is None:
            return None
        end = year + (named.last < named.first)
        return Days(_on(year, named.first), _on(end, named.last))


def load(folder: Path, place: str = "hooks/rules") -> tuple[Almanac, tuple[InputError, ...]]:
    """The almanac in ``folder``, and what is wrong: then it is empty, and no date is found. No file is an empty almanac."""
    path, name = folder / FILE, f"{place}/{FILE}"
    try:
        root = yaml_lines.load(read_text(path, name, RuleError), name, RuleError) if path.is_file() else None
        return (_almanac(root) if root else Almanac()), ()
    except InputError as e:
        return Almanac(), (e,)


def _almanac(root: Node) -> Almanac:
    keys = (*OFFSETS, *WORDS, "named", "spring")
    parts = root.mapping(FILE, keys, needed=keys)
    offsets = {key: {fold(word): _number(node) for word, node in parts[key].named(key, "-1")} for key in OFFSETS}
    words = {key: tuple(fold(node.text(key)) for node in parts[key].items(key)) for key in WORDS}
    new_years = [_date(node) for node in parts["spring"].items("spring")]
    named = tuple(_named(node) for node in parts["named"].items("named"))
    return Almanac(offsets, words, named, {day.year: day for day in new_years})


def _named(node: Node) -> Named:
    keys = ("name", "forms", "after", "precision", "first", "last", "day", "spring", "rough", "unless")
    entry = node.mapping("named days", keys, needed=("name", "forms", "precision"))
    if ("spring" in entry) == ("first" in entry) or ("first" in entry) != ("last" in entry):
        node.fail("named days need `first` and `last`, or `spring`", "write `first: 06-01` and `last: 06-18`")
    forms = (*_folded(entry, "forms"), *_folded(entry, "after"))
    for context in entry["unless"].items("unless") if "unless" in entry else ():
        if not any(form in fold(context.text("unless")) for form in forms):
            context.fail(f"{context.value!r} under `unless` has no effect", "write a string that holds a form of the named days")
    return Named(
        name=entry["name"].text("name"),
        forms=_folded(entry, "forms"),
        precision=entry["precision"].choice("precision", PRECISIONS),  # type: ignore[arg-type]
        first=_month_day(entry, "first"),
        last=_month_day(entry, "last"),
        day=_month_day(entry, "day"),
        spring=_pair(entry["spring"]) if "spring" in entry else None,
        after=_folded(entry, "after"),
        unless=_folded(entry, "unless"),
        rough=entry["rough"].flag("rough") if "rough" in entry else False,
    )


def _folded(entry: Mapping[str, Node], key: str) -> tuple[str, ...]:
    return tuple(fold(node.text(f"an item of {key}")) for node in entry[key].items(key)) if key in entry else ()


def _month_day(entry: Mapping[str, Node], key: str) -> tuple[int, int] | None:
    if key not in entry:
        return None
    try:
        day = date.fromisoformat(f"{LEAP}-{entry[key].text(key)}")
    except ValueError:
        entry[key].fail(f"{key} is {entry[key].value!r}", f"write month and day, as in `{key}: 06-18`")
    return day.month, day.day


def _pair(node: Node) -> tuple[int, int]:
    numbers = [_number(item) for item in node.items("spring")]
    if len(numbers) != 2 or numbers[0] > numbers[1]:
        node.fail("`spring` must be two numbers of days", "write the first and the last, as in `spring: [-1, 6]`")
    return numbers[0], numbers[1]


def _number(node: Node) -> int:
    try:
        return int(node.text("an offset"))
    except ValueError:
        node.fail(f"an offset is {node.value!r}", "write a whole number, as in `去年: -1`")


def _date(node: Node) -> date:
    try:
        return date.fromisoformat(node.text("a day"))
    except ValueError:
        node.fail(f"a day is {node.value!r}", "write it as 2020-01-25")


def _on(year: int, day: tuple[int, int]) -> date:
    """A day of a year; the end of February is where it ends in that year."""
    end_of_february = day[0] == 2 and day[1] >= 28
    return date(year, 3, 1) - timedelta(1) if end_of_february else date(year, *day)
