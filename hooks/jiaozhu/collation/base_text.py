"""The choice of a base text: the best copy of an article, with which the others are collated, and which is published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from ..cleaning.editor_decisions import CUT
from ..core.model import Edition, Heading
from .align import STOPS, CompactText

AS_LONG = 0.98  # the share of the length of the longest body from which a copy counts as complete
RARE = 0.05  # the share of all marks up to which commas, or full stops, cannot be the author's
LONGEST_CLAUSE = 50  # characters to a mark, on average, from which marks were lost
SPARSE = 1000  # characters to a paragraph beyond which paragraphs were lost


def compact_body(edition: Edition) -> CompactText:
    """The body of an edition without white space, with the offsets of its characters in the edition's text."""
    return CompactText.concatenate(CompactText.from_text(edition.reading.text, block.span) for block in edition.body_blocks)


def choose_base(group: Sequence[Edition]) -> Edition:
    """The best copy: first one that an editor has worked on, then the complete, soundly punctuated, divided, certain and dated one."""
    longest = max(len(compact_body(edition).chars) for edition in group)
    return min(group, key=lambda edition: _faults(edition, longest))


def _faults(edition: Edition, longest: int) -> tuple[int | str, ...]:
    """The faults of a copy as a sort key, gravest first; the last parts only make the order total."""
    chars = compact_body(edition).chars
    heading = edition.heading
    paragraphs = sum(block.has_own_text for block in edition.blocks)
    return (
        -_decision_count(edition),
        int(len(chars) < AS_LONG * longest),
        int(not _is_soundly_punctuated(chars)),
        int(paragraphs * len(chars) and len(chars) / paragraphs > SPARSE),
        sum(not run.sure for run in edition.reading.runs),
        (heading.title is None) + (heading.date is None),
        -len(chars),
        -paragraphs,
        heading.date.value if heading.date else "~",
        edition.source.id,
    )


def _decision_count(edition: Edition) -> int:
    """The number of decisions that an editor has made on a copy."""
    data = (getattr(edition.heading, f.name) for f in fields(Heading))
    edited = sum(datum is not None and datum.rule is None for datum in data)
    return len(edition.notes) + len(edition.reading.held) + sum(run.rule == CUT for run in edition.reading.runs) + edited


def _is_soundly_punctuated(chars: str) -> bool:
    """True where a text has enough marks, both commas and full stops, and neither of them nearly alone."""
    commas, stops = sum(c in "，,；" for c in chars), sum(c in STOPS for c in chars)
    return stops > 0 and commas > 0 and RARE < commas / (commas + stops) < 1 - RARE and len(chars) < LONGEST_CLAUSE * (commas + stops)
