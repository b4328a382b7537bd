"""Date, author and outlet of a page that was saved as text, from lines around its article that say more than a line of metadata does.

Such a line has words that no grammar knows: buttons, counters without a number, the name of the page's program. Of a line between the
title and the article, and of one with a label below, the date and what stands behind a label are read all the same, as conjectures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...core.lines import Line, lines
from ...core.model import Datum
from ...core.normalize import to_simplified
from ...core.reading import Reading
from ...page_body.region import find_region
from ...rules.rulebook import Rulebook
from ...sites.head_facts import date_of, labelled_author, outlet_of
from ...sites.title_model import Head
from ..page_facts.page_facts import PAGE_FACTS
from ..titles.title_choice import first_paragraph

STATED, REMARK = 60, 12  # letters up to which a line may state facts, and beyond which one in brackets is a remark


def surrounding_facts(reading: Reading, title: Line, rulebook: Rulebook) -> dict[str, Datum]:
    """What the lines around an article state, if it stands on a page."""
    page_lines = lines(reading.raw)
    body = first_paragraph(page_lines, rulebook)
    if not body or Head(page_lines, body).is_plain:
        return {}
    place = reading.origin(title.span)
    own = max((n for n, line in enumerate(page_lines) if line.span.overlaps(place)), default=body)
    above = list(_short(page_lines[own + 1 : body]))
    below = list(_short(page_lines[find_region(page_lines, rulebook).end :]))
    facts = {"date": date_of(above, below, day_first=False) or _only_date(page_lines[:own])}
    if rulebook.site_parts is None:  # which would have named them
        facts |= {"author": labelled_author(above), "outlet": outlet_of(above)}
    return {name: Datum(value, PAGE_FACTS, sure=False) for name, value in facts.items() if value}


def _only_date(page_lines: tuple[Line, ...]) -> str:
    """The date of the lines above a title, where they have one alone, as that of a newspaper."""
    days = {date_of([text], (), day_first=False) for text in _short(page_lines)} - {""}
    return days.pop() if len(days) == 1 else ""


def _short(page_lines: Iterable[Line]) -> Iterator[str]:
    """The lines that may state facts. A remark in brackets says when a law was passed, and not when its page was made."""
    short = (line for line in page_lines if len(line.core) <= STATED and not line.prose)
    return (
        to_simplified(line.text) for line in short if not (len(line.core) > REMARK and line.text[0] in "（(" and line.text[-1] in "）)")
    )
