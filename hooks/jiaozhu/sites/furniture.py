"""Furniture of a site: the lines around its articles and the boxes between their paragraphs, as its template knows them.

The template is learned from all pages of the site (`template.py`); what it says of the source at hand is in the rulebook.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core.reading import Change, Proposal, Query, Reading
from ..rules.rulebook import Rulebook

RULES = {"frame": "site-frame", "doubtful": "site-frame-doubtful", "box": "site-box", "phrase": "site-phrase"}


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Proposal]:
    """Cut what is the site's, and ask about lines that all its pages have and that may yet be the article's."""
    parts = rulebook.site_parts
    if parts is None:
        return
    for part in parts.parts:
        place = reading.place(part.span)
        rule = rulebook.rules.get(RULES[part.role])
        if rule is None or not len(place):
            continue
        if rule.kind == "query":
            yield Query(place.start, place.end, rule.id, rule.confidence, put="")
        else:
            yield Change(place.start, place.end, "", rule.id, sure=rule.sure)
