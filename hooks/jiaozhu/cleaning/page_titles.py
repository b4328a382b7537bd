"""The titles that a web page states: its first heading, `og:title`, and the `<title>` of its window; and which line of its text is one.

A page repeats many lines, so repetition is no sign of a title here. What the page itself calls its title is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

import regex

from ..core.lines import Line
from ..core.normalize import caseless_letters
from ..core.reading import Reading, Span
from ..html.plain_text import fragment_text
from ..html.structure import read_structure
from .meta_tags import meta_tags

SEPARATOR = regex.compile(r"[_|｜丨]+|\s[-–—·»›]+\s")  # between the title of an article and the names of its section and its site
MIN_LETTERS = 4  # of a title: the beginnings of fewer may be equal by chance
LONGEST_NAME = 12  # letters of the name of a site or a section


@dataclass(frozen=True, slots=True)
class PageTitles:
    """The places of the `<h1>` that may be the title, the best first; `og:title`, or nothing; and the place of the `<title>`, if any."""

    headings: tuple[Span, ...]
    declared: str
    window: Span | None


@lru_cache(maxsize=4)
def page_titles(raw: str) -> PageTitles:
    """The titles of a page, from its markup."""
    landmarks = read_structure(raw).landmarks
    window = next((mark.span for mark in landmarks if mark.name == "title"), None)
    facts = meta_tags(raw)
    declared = facts["title"].value if "title" in facts else ""
    site = caseless_letters(facts["outlet"].value) if "outlet" in facts else ""
    texts = {mark.span: caseless_letters(fragment_text(mark.span.slice(raw))) for mark in landmarks if mark.name == "h1"}
    headings = {span: text for span, text in texts.items() if text and text != site}
    segments = tuple(map(caseless_letters, SEPARATOR.split(fragment_text(window.slice(raw))))) if window else ()
    agreeing = [span for span, text in headings.items() if _agrees(text, caseless_letters(declared), segments)]
    alone = [span for span, text in headings.items() if len(headings) == 1 and text not in segments[1:]]
    return PageTitles(tuple(agreeing or alone), declared, window)


def find_page_title(reading: Reading, text_lines: Sequence[Line]) -> Line | None:
    """The line of a web page's text that is its title: the `<h1>`, or one that `og:title` or the `<title>` names; None if no line is."""
    titles = page_titles(reading.raw)
    for source in titles.headings:
        place = reading.place(source)
        inside = [line for line in text_lines if place.start <= line.span.start and line.span.end <= place.end and line.core]
        if inside:
            return inside[0]
    window = reading.place(titles.window) if titles.window else Span(0, 0)
    below = [line for line in text_lines if line.span.start >= window.end]
    above = list(takewhile(lambda line: not line.prose, below))
    declared = caseless_letters(titles.declared)
    line = next((line for line in above if declared and line.core == declared), None) or own_line(above, _window_text(reading.raw, titles))
    if line is not None:
        return line
    in_window = next((line for line in text_lines if line.span.overlaps(window)), None)
    return in_window if in_window is None or in_window.core.startswith(declared) else None


def _window_text(raw: str, titles: PageTitles) -> str:
    return fragment_text(titles.window.slice(raw)) if titles.window else ""


def site_names_start(title: str) -> int:
    """Where in the text of a `<title>` the names of section and site begin, with the mark before them; its end if it has none."""
    marks = list(SEPARATOR.finditer(title))
    start = len(title)
    for mark in reversed(marks):
        name = caseless_letters(title[mark.end() : start])
        if len(name) > LONGEST_NAME or len(caseless_letters(title[: mark.start()])) < 2:
            break
        start = mark.start()
    return start


def _agrees(heading: str, declared: str, segments: Sequence[str]) -> bool:
    """True for the letters of a heading that `og:title` or the `<title>` has too, other than as the name of a site."""
    if declared and (heading in declared or declared in heading) and heading not in segments[1:]:
        return True
    window = "".join(segments)
    first = segments[0] if segments else ""
    return window.startswith(heading) or (len(first) >= MIN_LETTERS and first in heading)


def own_line(below: Sequence[Line], window: str) -> Line | None:
    """The line that is the article's own title, with which the `<title>` begins: up to a mark, or else by its letters."""
    segments = [caseless_letters(segment) for segment in SEPARATOR.split(window)]
    beginnings = {"".join(segments[: n + 1]) for n in range(len(segments))} - {""}
    whole = next((line for line in below if line.core in beginnings), None)
    letters = caseless_letters(window)
    return whole or next((line for line in below if len(line.core) >= MIN_LETTERS and letters.startswith(line.core)), None)
