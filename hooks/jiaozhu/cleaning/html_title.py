"""The `<title>` of a web page, where the page has the article's own title below it: 茶农的一天_县报网 above 茶农的一天."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.lines import CLOSERS, head
from ..core.normalize import caseless_letters
from ..core.reading import Change, Reading, Span
from ..html.structure import read_structure
from ..rules.rulebook import Rulebook
from . import title_lines
from .markup import is_page

WINDOW_TITLE = "window-title"
MIN_LETTERS = 4  # of a title: the beginnings of fewer may be equal by chance
MAX_DISTANCE = 12  # lines below the `<title>` within which the article's own is looked for


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Where the `<title>` begins with a line above the prose, keep one of the two, and not the name of the site.

    The `<title>` goes if that line is the next; if something stands between them, the line goes, and what the `<title>` adds to it.
    """
    applies = WINDOW_TITLE in rulebook.rules and is_page(reading)
    source = next((mark.span for mark in read_structure(reading.raw).landmarks if mark.name == "title"), None) if applies else None
    title = reading.place(source) if source else Span(0, 0)
    below = [line for line in head(reading.text) if line.span.start >= title.end and not title_lines.is_metadata(line, rulebook)]
    letters = caseless_letters(title.slice(reading.text))
    own = next((line for line in below[:MAX_DISTANCE] if len(line.core) >= MIN_LETTERS and letters.startswith(line.core)), None)
    if own is not None and own == below[0]:
        yield Change(title.start, title.end, "", WINDOW_TITLE)
    elif own is not None:
        yield Change(title.start + _end_of_letters(own.core, title.slice(reading.text)), title.end, "", WINDOW_TITLE)
        yield Change(own.span.start, own.span.end, "", WINDOW_TITLE)


def _end_of_letters(letters: str, text: str) -> int:
    """The end, in ``text``, of the letters that it begins with, and of the closing marks behind them."""
    left = len(letters)
    for n, c in enumerate(text):
        if left <= 0 and c not in CLOSERS:
            return n
        left -= len(caseless_letters(c))
    return len(text)
