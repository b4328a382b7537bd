"""Merging the witnesses of one article into one edition.

The best copy is the base. What it has lost inside its sentences is supplied from the others. What these read elsewhere goes into an
apparatus, from which the body of each of them can be reconstructed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ..cleaning.blocks import blocks
from ..core.model import Datum, Edition, Heading, Note
from ..core.quotations import find_words
from ..core.reading import Change, Reading, Span
from ..rules.rulebook import Rulebook
from .base_text import choose_base, compact_body
from .collate import SUPPLIED
from .supply import supplied_readings
from .variants import variants

FACTS = ("title", "date", "author")  # what the base may take from the others; outlet and address belong to each copy


@dataclass(frozen=True, slots=True)
class MergedEditions:
    """One edition an article, and the notes whose words are not in it, each with the id of its source."""

    editions: tuple[Edition, ...]
    lost: tuple[tuple[str, Note], ...]


def merge_groups(editions: Mapping[str, Edition], groups: Iterable[Sequence[str]], rulebook: Rulebook) -> MergedEditions:
    """The editions (by their ids) with each group of ids merged into one."""
    merged = dict(editions)
    lost: list[tuple[str, Note]] = []
    for ids in groups:
        group = [merged.pop(ident) for ident in ids]
        edition = merge(group, rulebook)
        merged[edition.source.id] = edition
        kept = {note.note for note in edition.notes}
        lost += [(witness.source.id, note) for witness in group for note in witness.notes if note.note not in kept]
    return MergedEditions(tuple(merged.values()), tuple(lost))


def merge(group: Sequence[Edition], rulebook: Rulebook) -> Edition:
    """The edition of a group: its base, supplied from the others, with the variants of these."""
    base = choose_base(group)
    others = sorted((edition for edition in group if edition is not base), key=lambda edition: edition.source.id)
    changes = supplied_readings(base, others) if SUPPLIED in rulebook.rules else ()
    reading = base.reading.amend(changes)
    shift = _InsertionShift.from_changes(changes)
    merged = replace(
        base,
        heading=_completed_heading(base.heading, [other.heading for other in others]),
        reading=reading,
        blocks=blocks(reading, rulebook, headings=base.given_headings),
        notes=(*(replace(note, span=shift.span(note.span)) for note in base.notes), *_transferred_notes(reading, others)),
        witnesses=tuple(other.source for other in others),
    )
    own = [replace(variant, lemma=shift.span(variant.lemma)) for variant in base.variants]
    body = compact_body(merged)
    theirs = [v for other in others for v in variants(body, compact_body(other), other.reading.text, other.source.id)]
    return replace(merged, variants=tuple(sorted((*own, *theirs), key=lambda variant: variant.lemma)))


def _transferred_notes(reading: Reading, others: Iterable[Edition]) -> Iterator[Note]:
    """The editor's notes on other witnesses whose words stand once in the text as well."""
    for note in (note for other in others for note in other.notes):
        spans = find_words(reading.text, note.words)
        if len(spans) == 1:
            yield Note(spans[0], spans[0].slice(reading.text), note.note)


@dataclass(frozen=True, slots=True)
class _InsertionShift:
    """A map of offsets across insertions: the sorted offsets of the insertions, and their cumulative lengths."""

    offsets: tuple[int, ...]
    lengths: tuple[int, ...]

    @classmethod
    def from_changes(cls, changes: Iterable[Change]) -> _InsertionShift:
        order = sorted(changes, key=lambda change: change.start)
        return cls(tuple(change.start for change in order), (0, *accumulate(len(change.put) for change in order)))

    def span(self, span: Span) -> Span:
        """Where a stretch of the text stands after the insertions."""
        start = self.lengths[bisect_right(self.offsets, span.start)]
        end = self.lengths[bisect_left(self.offsets, span.end)]
        return Span(span.start + start, span.end + max(start, end))


def _completed_heading(heading: Heading, others: Iterable[Heading]) -> Heading:
    """The heading with the facts that only others have, as conjectures: a reprint may have another title, and another date."""
    missing: dict[str, Datum] = {}
    for other in others:
        for name in FACTS:
            datum = getattr(other, name)
            if datum is not None and getattr(heading, name) is None and name not in missing:
                missing[name] = replace(datum, sure=False)
    return replace(heading, **missing)
