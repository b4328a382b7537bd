"""The title of a page's window, where the page has the article's own title below it: 茶农的一天_县报网 above 茶农的一天."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.lines import CLOSERS, head
from ..core.normalize import caseless_letters
from ..core.reading import Change, Reading, Span
from ..html.structure import read_structure
from ..rules.rulebook import Rulebook
from . import titles
from .markup import is_page

WINDOW = "window-title"
SHORTEST = 4  # letters of a title that is told from a chance beginning
FAR = 12  # lines below the window's title among which the article's own is looked for


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Where a line above the prose says what the window's title begins with, keep one of both, and without the site's name.

    The window's title goes if the line comes next; if something stands between, the line goes, and what the window adds to it.
    """
    titled = WINDOW in rulebook.rules and is_page(reading)
    window = next((mark.span for mark in read_structure(reading.raw).landmarks if mark.name == "title"), None) if titled else None
    place = reading.place(window) if window else Span(0, 0)
    below = [line for line in head(reading.text) if line.span.start >= place.end and not titles.is_metadata(line, rulebook)]
    whole = caseless_letters(place.slice(reading.text))
    own = next((line for line in below[:FAR] if len(line.core) >= SHORTEST and whole.startswith(line.core)), None)
    if own is not None and own == below[0]:
        yield Change(place.start, place.end, "", WINDOW)
    elif own is not None:
        yield Change(place.start + _behind(own.core, place.slice(reading.text)), place.end, "", WINDOW)
        yield Change(own.span.start, own.span.end, "", WINDOW)


def _behind(letters: str, text: str) -> int:
    """The place in ``text`` behind the letters that it begins with, and the marks that close what they say."""
    left = len(letters)
    for n, c in enumerate(text):
        if left <= 0 and c not in CLOSERS:
            return n
        left -= len(caseless_letters(c))
    return len(text)
