"""A source as a sequence of lines and line shapes, by which the pages of a site are compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import regex

from ..core.lines import Line, lines
from ..core.normalize import caseless_letters

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
DIGIT = regex.compile(r"\d")
SPACES = regex.compile(r"\s+")
BREAKS_OFF = regex.compile(r"(?:…+|\.{2,})[\s”」』）)\]】]*$")
LABEL = regex.compile(r"^[*※]?\s*[^\s：:，。]{1,8}\s*[：:]\s*")
CLOCK = regex.compile(r"\d{1,2}(?::\d{2}){1,2}")
CLOCK_LINE = "T"  # the shape of a line that is nothing but a clock, as below a player
SLOTS = "DNT"  # a date, a number, a clock; no other capital stands in a shape
ABOVE, BELOW = 15, 40  # lines at the head and at the foot of a page that may be its site's
LONGEST_TITLE = 64  # letters
TITLE = range(4, LONGEST_TITLE + 1)
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
    def paragraphs(self) -> tuple[bool, ...]:
        """Whether each line is a paragraph, and not a title that is a whole sentence, which the first line has as well."""
        first = self.lines[0].core if self.lines else ""
        return tuple(is_paragraph(line) and (line.core not in first or len(line.core) > LONGEST_TITLE) for line in self.lines)

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

    @cached_property
    def depths(self) -> tuple[float, ...]:
        """The share of the page's prose that stands above each line, and at its end: 0 at its head, 1 at its foot."""
        most = max(1, len(self.lines))
        return tuple(above / self.total if self.total else n / most for n, above in enumerate(self.before))

    def depth(self, n: int) -> float:
        return self.depths[n]

    @cached_property
    def edge_shapes(self) -> frozenset[str]:
        """The shapes of the lines at the head and the foot that are no sentences and say more than a number."""
        numbers = range(len(self.lines))
        edges = {*numbers[:ABOVE], *numbers[-BELOW:]}
        shapes = (self.shapes[n] for n in edges if not self.lines[n].prose)
        return frozenset(shape for shape in shapes if letters_of(shape) > 1 and shape[-1] not in SENTENCE_ENDS)


def page(name: str, text: str, start: int = 0) -> SitePage:
    """The lines of a source from ``start`` on."""
    return SitePage(name, tuple(line for line in lines(text) if line.span.start >= start))


def shape(text: str) -> str:
    """The shape of a line: its words without case, with a slot for each date and number, and one space between."""
    if DIGIT.search(text) is None:  # neither a clock, nor a date, nor a number
        return SPACES.sub(" ", text.casefold()).strip()
    if CLOCK.fullmatch(text):
        return CLOCK_LINE
    return SPACES.sub(" ", NUMBERS.sub("N", DATES.sub("D", text.casefold()))).strip()


@lru_cache(maxsize=65536)
def letters_of(pattern: str) -> int:
    """The number of letters of a shape that are its own, not slots: a slot is a capital, and a shape has no other."""
    return sum(map(str.isalnum, pattern)) - sum(map(pattern.count, SLOTS))


def is_title(text: str) -> bool:
    """True for words that may be a title by their length, and have no date."""
    return len(caseless_letters(text)) in TITLE and not DATES.search(text)


def is_paragraph(line: Line) -> bool:
    """True for whole prose that is too long for a title, or has a full stop."""
    return is_whole_prose(line) and (len(line.core) > LONGEST_TITLE or "。" in line.text)


def is_whole_prose(line: Line) -> bool:
    """True for a line of prose that does not break off, as a teaser does."""
    return line.prose and not BREAKS_OFF.search(line.text)
