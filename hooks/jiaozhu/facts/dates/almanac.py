"""The almanac, `hooks/rules/dates.yml`: expressions of time, named days of the year and the dates of the Spring Festival."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from ...core.errors import InputError, RuleError
from ...core.normalize import fold
from ...yaml_files.nodes import Node, load_yaml
from ...yaml_files.records import Field, ListOf, MappingOf, Record, RecordValues
from ...yaml_files.shapes import Choice, Flag, Parsed, Refusal, Text

Precision = Literal["day", "week", "month", "quarter", "half", "season", "festival", "year", "unknown"]
PRECISIONS = ("day", "quarter", "half", "season", "festival")
OFFSETS = {
    "years": "Years, by their distance from the year of the article.",
    "months": "Months, by their distance from the month of the article.",
    "days": "Days, by their distance from the day of the article.",
    "weeks": "Weeks, by their distance from the week of the article.",
    "same-years": "Years, by their distance from the year that the text has just named.",
    "same-months": "Months, by their distance from the month that the text has just named.",
    "same-days": "Days, by their distance from the day that the text has just named.",
}
WORDS = {
    "likewise": "Words before 今年 by which it means the year that the text has just named.",
    "future": "Words of a clause whose date may be later than the article.",
    "never": "Strings that look like dates and are none.",
}
FILE = "dates.yml"
LEAP = 2000  # a leap year, which has every day


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, from ``first`` to ``last``."""

    first: date
    last: date

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    def contains(self, other: Days) -> bool:
        return self.first <= other.first and other.last <= self.last


@dataclass(frozen=True, slots=True)
class NamedDays:
    """Days of each year that have a name.

    They last from ``first`` to ``last`` (month and day), or are offsets in days from the Spring Festival (``spring``). ``day`` is the
    day that bears the name itself; ``after`` are forms that count only right behind a year, ``unless`` strings in which a form is
    something else. ``rough`` says that the limits are approximate.
    """

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
    """All expressions of time. ``offsets`` has tables of words that count years, months, days or weeks from a point of reference."""

    offsets: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: {name: {} for name in OFFSETS})
    words: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict.fromkeys(WORDS, ()))
    named: tuple[NamedDays, ...] = ()
    spring: Mapping[int, date] = field(default_factory=dict)

    def days(self, named: NamedDays, year: int, itself: bool = False) -> Days | None:
        """The named days in a year, or the day that bears the name ``itself``; None for a Spring Festival that is not in the table."""
        if named.spring:
            new_year = self.spring.get(year)
            return Days(new_year + timedelta(named.spring[0]), new_year + timedelta(named.spring[1])) if new_year else None
        if itself and named.day:
            return Days(date(year, *named.day), date(year, *named.day))
        if named.first is None or named.last is None:
            return None
        end = year + (named.last < named.first)
        return Days(_on(year, named.first), _on(end, named.last))


def _month_day(text: str) -> tuple[int, int]:
    day = date.fromisoformat(f"{LEAP}-{text}")
    return day.month, day.day


def _folded_keys(offsets: dict[str, int], node: Node) -> dict[str, int]:
    return {fold(word): offset for word, offset in offsets.items()}


def _two_numbers(numbers: tuple[int, ...], node: Node) -> tuple[int, int]:
    if len(numbers) != 2 or numbers[0] > numbers[1]:
        node.fail("`spring` must be two numbers of days", "write the first and the last, as in `spring: [-1, 6]`")
    return numbers[0], numbers[1]


def _named_days(values: RecordValues, node: Node) -> NamedDays:
    keys = values.nodes.keys()
    if ("spring" in keys) == ("first" in keys) or ("first" in keys) != ("last" in keys):
        node.fail("named days need `first` and `last`, or `spring`", "write `first: 06-01` and `last: 06-18`")
    forms = (*values["forms"], *values["after"])
    for unless, context in values.items_of("unless"):
        if not any(form in unless for form in forms):
            context.fail(f"{context.value!r} under `unless` has no effect", "write a string that holds a form of the named days")
    return NamedDays(**values)


FOLDED = Text().map(lambda text, node: fold(text))
NUMBER = Parsed(int, Refusal("{name} is {value!r}", "write a whole number, as in `去年: -1`"), {"type": "integer"})
DAY = Parsed(date.fromisoformat, Refusal("{name} is {value!r}", "write it as 2020-01-25"), {"type": "string", "format": "date"})
MONTH_DAY = Parsed(
    _month_day,
    Refusal("{name} is {value!r}", "write month and day, as in `{name}: 06-18`"),
    {"type": "string", "pattern": "^[0-9]{2}-[0-9]{2}$"},
)
FORMS = ListOf(FOLDED)
NAMED = Record(
    (
        Field("name", Text(), "What the days are called on the site, in Chinese.", is_needed=True),
        Field("forms", FORMS, "How texts write them.", is_needed=True),
        Field("after", FORMS, "Forms that count only right behind a year.", default=()),
        Field("precision", Choice(PRECISIONS), "What kind of days they are.", is_needed=True),
        Field("first", MONTH_DAY, "The first day, as month and day: 06-01."),
        Field("last", MONTH_DAY, "The last day; one before the first is in the next year."),
        Field("day", MONTH_DAY, "The day that 当天 and 当日 mean."),
        Field(
            "spring",
            ListOf(NUMBER, "an offset").map(_two_numbers, minItems=2, maxItems=2),
            "The first and the last day, in days from the Spring Festival.",
        ),
        Field("rough", Flag(), "true where the first and the last day are approximate.", default=False),
        Field("unless", ListOf(FOLDED, "unless"), "Longer strings in which a form is something else.", default=()),
    ),
    {"oneOf": [{"required": ["first", "last"]}, {"required": ["spring"]}]},
).map(_named_days)
ALMANAC = Record(
    (
        *(
            Field(key, MappingOf(NUMBER, "-1", "an offset").map(_folded_keys), description, is_needed=True)
            for key, description in OFFSETS.items()
        ),
        *(Field(key, ListOf(FOLDED, "{list}"), description, is_needed=True) for key, description in WORDS.items()),
        Field("named", ListOf(NAMED, "named days"), "Days of each year that have a name.", is_needed=True),
        Field("spring", ListOf(DAY, "a day"), "The days of the Spring Festival, one for each year.", is_needed=True),
    )
)


def load(folder: Path, place: str = "hooks/rules") -> tuple[Almanac, tuple[InputError, ...]]:
    """The almanac in ``folder``, and what is wrong: then it is empty, and no date is found. No file is an empty almanac."""
    path = folder / FILE
    try:
        root = load_yaml(path, f"{place}/{FILE}", RuleError) if path.is_file() else None
        return (_almanac(root) if root else Almanac()), ()
    except InputError as e:
        return Almanac(), (e,)


def _almanac(root: Node) -> Almanac:
    values = ALMANAC.read(root, FILE)
    new_years = {day.year: day for day in values["spring"]}
    return Almanac({key: values[key] for key in OFFSETS}, {key: values[key] for key in WORDS}, values["named"], new_years)


def _on(year: int, day: tuple[int, int]) -> date:
    """A day of a year; the 28th and the 29th of February are the last day of that month in the year."""
    end_of_february = day[0] == 2 and day[1] >= 28
    return date(year, 3, 1) - timedelta(1) if end_of_february else date(year, *day)
