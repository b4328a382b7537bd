"""The title's line on a page of a site: in the place of titles, or where the page itself shows it."""

from __future__ import annotations

from itertools import takewhile

from .edges import Edges, head_end
from .page import SitePage, is_title

DISTINCTIVE = 10  # letters from which a line below a name is the title
REPEATED = 8  # letters from which a line that the page's first line names is the title


def title_line(page: SitePage, place: int | None, edges: Edges) -> int | None:
    """The number of the title's line, where ``place`` is that in which the site's pages have their titles.

    A page of another kind has other lines there: one that the page's first line names, or else the longest of its head, is the title where
    the line in the place is the site's. The first line of a page that was saved is the name of its window, which has the title in it.
    """
    named = _named(page, place)
    if named is not None and not is_of_site(page.shapes[named], edges):
        return named + _is_section_name(page, named, edges)
    likely = _longest(page, edges)
    return named if likely is None else likely


def _is_section_name(page: SitePage, n: int, edges: Edges) -> bool:
    """True for a line as short as a name above one that may be a title: the name of a section, which only some pages have."""
    if len(page.lines[n].core) >= REPEATED or n + 1 >= len(page.lines) or page.paragraphs[n + 1]:
        return False
    below = page.lines[n + 1]
    return len(below.core) >= DISTINCTIVE and is_title(below.text) and not is_of_site(page.shapes[n + 1], edges)


def is_of_site(shape: str, edges: Edges) -> bool:
    """True for a line above the articles that is no title: one that several pages have, or that has a label."""
    return (
        shape in edges.above or shape in edges.phrases or any(affixes.fits(shape) for affixes in edges.slotted_above if affixes.has_label)
    )


def _named(page: SitePage, place: int | None) -> int | None:
    """The line in the place of titles, unless the page's first line names another one instead."""
    first = page.lines[0].core if page.lines else ""
    if place is None or (place > 0 and (len(page.lines[place].core) < REPEATED or page.lines[place].core in first)):
        return place
    above = takewhile(lambda n: not page.paragraphs[n], range(1, len(page.lines)))
    cores = {n: page.lines[n].core for n in above if len(page.lines[n].core) >= REPEATED}
    named = [n for n, core in cores.items() if first.startswith(core) or (place == 0 and core in first)]
    return max(named, key=lambda n: len(cores[n]), default=place)


def _longest(page: SitePage, edges: Edges) -> int | None:
    """The longest line of the head that is neither prose nor the site's."""
    head = range(min(head_end(page, edges), len(page.lines)))
    own = [n for n in head if is_title(page.lines[n].text) and not is_of_site(page.shapes[n], edges) and not page.paragraphs[n]]
    return max(own, key=lambda n: len(page.lines[n].core), default=None)
