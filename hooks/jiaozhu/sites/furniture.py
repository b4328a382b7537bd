"""Furniture of a site: the lines around its articles and the boxes between their paragraphs, as its template knows them.

The template is learned from all pages of the site (`template.py`), or stated by the editor (`stated_lines.py`); what both say of the source
at hand is in the rulebook.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core.reading import Change, Proposal, Query, Reading
from ..rules.rulebook import Rulebook

RULES = {"frame": "site-frame", "doubtful": "site-frame-doubtful", "box": "site-box", "phrase": "site-phrase", "stated": "site-stated"}


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Proposal]:
    """Cut what is the site's, by what the editor states first; ask about lines that all its pages have and that may be the article's."""
    stated, learned = (parts.parts if parts else () for parts in (rulebook.stated_parts, rulebook.site_parts))
    others = (part for part in learned if not any(part.span.overlaps(own.span) for own in stated))
    end = 0
    for part in sorted((*stated, *others)):
        place = reading.place(part.span)
        rule = rulebook.rules.get(RULES[part.role])
        if rule is None or place.start < end or not place.slice(reading.text).strip():
            continue  # an earlier step has taken the line away, or made one of several
        end = place.end
        if rule.kind == "query":
            yield Query(place.start, place.end, rule.id, rule.confidence, put="")
        else:
            yield Change(place.start, place.end, "", rule.id, sure=rule.sure)
