"""The title's line on a page of a site: that which its page shows to be the title, and which stands where the site's pages have theirs."""

from __future__ import annotations

from collections.abc import Mapping

from .edges import Edges, head_end
from .page import SitePage
from .title_model import Head, title_odds

PLACED, SHARED = 6.0, 0.02  # by what the odds of the line in the place of titles are multiplied, and those of lines that several pages have


def title_line(page: SitePage, place: int | None, edges: Edges, weights: Mapping[str, float]) -> int | None:
    """The number of the title's line, where ``place`` is that in which the site's pages have their titles, if they have one.

    The ``weights`` are those of the features of a title. A line that several pages have is hardly one: other pages list titles, too.
    """
    odds = _odds(page, edges, weights)

    def placed(n: int) -> float:
        return odds[n] * (PLACED if n == place else 1.0) * (SHARED if is_of_site(page.shapes[n], edges) else 1.0)

    return max(odds, key=placed, default=place)


def likely_title(page: SitePage, edges: Edges, weights: Mapping[str, float]) -> int | None:
    """The number of the line that a page itself shows to be its title, while nothing is known of its place."""
    odds = _odds(page, edges, weights)
    return max(odds, key=lambda n: odds[n], default=None)


def _odds(page: SitePage, edges: Edges, weights: Mapping[str, float]) -> dict[int, float]:
    """The odds of the lines above the article, but for those that most pages have."""
    end = head_end(page, edges)
    body = next((n for n in range(end, len(page.lines)) if page.paragraphs[n]), end)
    return title_odds(Head(page.lines, body), weights, {n for n in range(body) if page.shapes[n] in edges.usual})


def is_of_site(shape: str, edges: Edges) -> bool:
    """True for a line above the articles that is no title: one that several pages have, or that has a label."""
    return (
        shape in edges.above or shape in edges.phrases or any(affixes.fits(shape) for affixes in edges.slotted_above if affixes.has_label)
    )
