"""A source as a sequence of lines and line shapes, by which the pages of a site are compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import regex

from ..core.lines import Line, lines

NUMBER = r"\d+(?:[.,:]\d+)*(?:\s?[万亿wk]\+?)?"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DATE = (
    r"(?:(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d(?!\d:\d\d))\s?[日号]?|(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d"
    rf"|\b{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)?\s{MONTH},?\s(?:19|20)\d\d)"
)
DATES = regex.compile(DATE, regex.IGNORECASE)
NUMBERS = regex.compile(NUMBER)
SPACES = regex.compile(r"\s+")
BREAKS_OFF = regex.compile(r"(?:…+|\.{2,})[\s”」』）)\]】]*$")
LABEL = regex.compile(r"^[*※]?\s*[^\s：:，。]{1,8}\s*[：:]\s*")
SLOTS = frozenset("DN")  # a date, a number; no other capital stands in a shape
LONGEST_TITLE = 64  # letters
SENTENCE_ENDS = "。！？!?；;…”」』"


@dataclass(frozen=True)
class SitePage:
    """The lines of a source with the shape of each; ``before`` is the number of letters of prose above a line, ``total`` of all."""

    name: str
    lines: tuple[Line, ...]

    @cached_property
    def shapes(self) -> tuple[str, ...]:
        return tuple(shape(line.text) for line in self.lines)

    @cached_property
    def before(self) -> tuple[int, ...]:
        counts, total = [], 0
        for line in self.lines:
            counts.append(total)
            total += len(line.core) if line.prose else 0
        return (*counts, total)

    @property
    def total(self) -> int:
        return self.before[-1]

    def depth(self, n: int) -> float:
        """The share of the page's prose that stands above a line: 0 at its head, 1 at its foot."""
        return self.before[n] / self.total if self.total else n / max(1, len(self.lines))


def page(name: str, text: str) -> SitePage:
    return SitePage(name, lines(text))


def shape(text: str) -> str:
    """The shape of a line: its words without case, with a slot for each date and number, and one space between."""
    return SPACES.sub(" ", NUMBERS.sub("N", DATES.sub("D", text.casefold()))).strip()


def letters_of(pattern: str) -> int:
    """The number of letters of a shape that are its own, not slots: a slot is a capital, and a shape has no other."""
    return sum(c.isalnum() and c not in SLOTS for c in pattern)


def is_paragraph(line: Line) -> bool:
    """True for whole prose that is too long for a title, or has a full stop."""
    return is_whole_prose(line) and (len(line.core) > LONGEST_TITLE or "。" in line.text)


def is_whole_prose(line: Line) -> bool:
    """True for a line of prose that does not break off, as a teaser does."""
    return line.prose and not BREAKS_OFF.search(line.text)
