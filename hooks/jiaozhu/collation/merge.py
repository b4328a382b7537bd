"""Several witnesses of one article become one edition.

The best copy is the base. What it has lost inside its sentences is supplied from the others; whatever else they read stands in
an apparatus, from which the body of each of them can be had again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ..cleaning.blocks import blocks
from ..cleaning.editor_decisions import find_words
from ..core.model import Datum, Edition, Heading, Note
from ..core.reading import Change, Reading, Span
from ..rules.rulebook import Rulebook
from .base_text import choose_base, compact_body
from .collate import SUPPLIED
from .supply import supplied_readings
from .variants import variants

FACTS = ("title", "date", "author")  # what the base may learn from the others; outlet and address are those of each copy


@dataclass(frozen=True, slots=True)
class MergedEditions:
    """One edition an article, and notes that have lost their words, each with the id of its source."""

    editions: tuple[Edition, ...]
    lost: tuple[tuple[str, Note], ...]


def merge_groups(known: Mapping[str, Edition], groups: Iterable[Sequence[str]], rulebook: Rulebook) -> MergedEditions:
    """The editions (by their ids) with each group of ids merged into one."""
    left = dict(known)
    lost: list[tuple[str, Note]] = []
    for ids in groups:
        group = [left.pop(ident) for ident in ids]
        merged = merge(group, rulebook)
        left[merged.source.id] = merged
        kept = {note.note for note in merged.notes}
        lost += [(edition.source.id, note) for edition in group for note in edition.notes if note.note not in kept]
    return MergedEditions(tuple(left.values()), tuple(lost))


def merge(group: Sequence[Edition], rulebook: Rulebook) -> Edition:
    """The edition of a group: its base, supplied from the others, and what these read."""
    first = choose_base(group)
    others = sorted((edition for edition in group if edition is not first), key=lambda edition: edition.source.id)
    changes = supplied_readings(first, others) if SUPPLIED in rulebook.rules else ()
    reading = first.reading.amend(changes)
    shift = _Shift.from_changes(changes)
    merged = replace(
        first,
        heading=_told(first.heading, [other.heading for other in others]),
        reading=reading,
        blocks=blocks(reading, rulebook),
        notes=(*(replace(note, span=shift.span(note.span)) for note in first.notes), *_carried(reading, others)),
        witnesses=tuple(other.source for other in others),
    )
    own = [replace(variant, lemma=shift.span(variant.lemma)) for variant in first.variants]
    read = [v for other in others for v in variants(compact_body(merged), compact_body(other), other.reading.text, other.source.id)]
    return replace(merged, variants=tuple(sorted((*own, *read), key=lambda variant: variant.lemma)))


def _carried(reading: Reading, others: Iterable[Edition]) -> Iterator[Note]:
    """The editor's notes on other witnesses, where their words stand once in the text as well."""
    for note in (note for other in others for note in other.notes):
        found = find_words(reading.text, note.words)
        if len(found) == 1:
            yield Note(found[0], found[0].slice(reading.text), note.note)


@dataclass(frozen=True, slots=True)
class _Shift:
    """Where a text stands after insertions: their places in order, and how much was inserted up to each."""

    places: tuple[int, ...]
    lengths: tuple[int, ...]

    @classmethod
    def from_changes(cls, changes: Iterable[Change]) -> _Shift:
        order = sorted(changes, key=lambda change: change.start)
        return cls(tuple(change.start for change in order), (0, *accumulate(len(change.put) for change in order)))

    def span(self, span: Span) -> Span:
        start = self.lengths[bisect_right(self.places, span.start)]
        end = self.lengths[bisect_left(self.places, span.end)]
        return Span(span.start + start, span.end + max(start, end))


def _told(heading: Heading, others: Iterable[Heading]) -> Heading:
    """The heading with what only others know of the article, as a conjecture: a reprint may have another title, and another date."""
    found: dict[str, Datum] = {}
    for other in others:
        for name in FACTS:
            datum = getattr(other, name)
            if datum is not None and getattr(heading, name) is None and name not in found:
                found[name] = replace(datum, sure=False)
    return replace(heading, **found)
