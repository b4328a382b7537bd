"""The `<title>` of a web page, where the page has the article's own title below it: 茶农的一天_县报网 above 茶农的一天."""

from __future__ import annotations

from collections.abc import Iterator

from ...core.lines import CLOSERS, Line, lines
from ...core.normalize import caseless_letters
from ...core.reading import Change, Reading
from ...rules.rulebook import Rulebook
from ..markup import is_page
from .page_titles import page_titles
from .title_choice import find_title

WINDOW_TITLE = "window-title"


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Cut the `<title>` where another line, or `og:title`, is the title; and what the `<title>` adds to `og:title`."""
    titles = page_titles(reading.raw) if WINDOW_TITLE in rulebook.rules and is_page(reading) else None
    window = reading.place(titles.window) if titles and titles.window else None
    if titles is None or window is None or not len(window):
        return
    title = find_title(reading, rulebook)
    declared = caseless_letters(titles.declared)
    if title is not None and title.span.overlaps(window):
        yield from _behind(title, declared)
    elif title is not None or declared:
        for line in lines(reading.text):
            if line.span.overlaps(window):
                yield Change(line.span.start, line.span.end, "", WINDOW_TITLE)


def _behind(title: Line, declared: str) -> Iterator[Change]:
    """Cut what a title line has behind the letters of `og:title`, with which it begins."""
    end = _end_of_letters(declared, title.text) if declared and title.core.startswith(declared) else len(title.text)
    if end < len(title.text):
        yield Change(title.span.start + end, title.span.end, "", WINDOW_TITLE)


def _end_of_letters(letters: str, text: str) -> int:
    """The end, in ``text``, of the letters that it begins with, and of the closing marks behind them."""
    left = len(letters)
    for n, c in enumerate(text):
        if left <= 0 and c not in CLOSERS:
            return n
        left -= len(caseless_letters(c))
    return len(text)
