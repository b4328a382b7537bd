"""The best copy of an article: what the others are compared with, and what is published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from ..cleaning.editor_decisions import CUT
from ..core.model import Edition, Heading
from .align import STOPS, CompactText

AS_LONG = 0.98  # the share of the longest body from which a copy counts as complete
RARE = 0.05  # the share of all marks below which a comma or a full stop is none of the author's
LONGEST_CLAUSE = 50  # characters to a mark, on the average, beyond which marks were lost
SPARSE = 1000  # characters to a paragraph beyond which paragraphs were lost


def compact_body(edition: Edition) -> CompactText:
    """The characters of an edition's body without white space, and where they stand in its text."""
    return CompactText.joined(CompactText.from_text(edition.reading.text, block.span) for block in edition.body_blocks)


def choose_base(group: Sequence[Edition]) -> Edition:
    """The best copy: what an editor has worked on, then the complete, the soundly punctuated, divided, certain and dated one."""
    longest = max(len(compact_body(edition).chars) for edition in group)
    return min(group, key=lambda edition: _faults(edition, longest))


def _faults(edition: Edition, longest: int) -> tuple[int | str, ...]:
    """What speaks against a copy as the base, gravest first; the last are there for a decision in every case."""
    chars = compact_body(edition).chars
    heading = edition.heading
    paragraphs = sum(block.kind != "figure" for block in edition.blocks)
    return (
        -_decided(edition),
        int(len(chars) < AS_LONG * longest),
        int(not _sound(chars)),
        int(paragraphs * len(chars) and len(chars) / paragraphs > SPARSE),
        sum(not run.sure for run in edition.reading.runs),
        (heading.title is None) + (heading.date is None),
        -len(chars),
        -paragraphs,
        heading.date.value if heading.date else "~",
        edition.source.id,
    )


def _decided(edition: Edition) -> int:
    """How much an editor has decided on a copy."""
    facts = (getattr(edition.heading, f.name) for f in fields(Heading))
    given = sum(datum is not None and datum.rule is None for datum in facts)
    return len(edition.notes) + len(edition.reading.held) + sum(run.rule == CUT for run in edition.reading.runs) + given


def _sound(chars: str) -> bool:
    """True where a text has both commas and full stops, and neither stands for all marks."""
    commas, stops = sum(c in "，,；" for c in chars), sum(c in STOPS for c in chars)
    return stops > 0 and commas > 0 and RARE < commas / (commas + stops) < 1 - RARE and len(chars) < LONGEST_CLAUSE * (commas + stops)
