"""A name as the pages of names show it, and the other names in its paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...core.entries import Name
from ...core.model import Edition
from ...corpus.index import Index
from ...script_conversion.characters import in_taiwan
from ..pinyin_order import shown_pinyin, sort_key


@dataclass(frozen=True, slots=True)
class NameEntry:
    """A name as pages show it. ``traditional`` has the forms that are written otherwise in Traditional script."""

    name: Name
    traditional: Mapping[str, str]
    pinyin: str
    articles: int
    times: int


@dataclass(frozen=True, slots=True)
class Companion:
    """A name that stands in the same paragraphs as another, and in how many."""

    name: Name
    times: int


def name_entries(index: Index) -> list[NameEntry]:
    """The entries of all names in the order of their pinyin."""
    return sorted(_entries(index), key=lambda entry: sort_key(entry.name))


def _entries(index: Index) -> Iterator[NameEntry]:
    for name in index.register.names:
        in_traditional = {form: in_taiwan(form) for form in name.forms}
        differing = {form: traditional for form, traditional in in_traditional.items() if traditional != form}
        yield NameEntry(name, differing, shown_pinyin(name), len(index.usages.get(name.id, ())), index.times(name))


def companions(editions: Iterable[Edition]) -> dict[str, Counter[str]]:
    """Co-occurrence: for each name, in how many paragraphs each other name stands with it.

    The cost grows with the square of the names in a paragraph.
    """
    counts: dict[str, Counter[str]] = {}
    for edition in editions:
        for names in paragraph_names(edition).values():
            for name in names:
                counts.setdefault(name, Counter()).update(other for other in names if other != name)
    return counts


def paragraph_names(edition: Edition) -> dict[str, dict[str, None]]:
    """The names of each paragraph that has any, each once, in the order of the text."""
    names: dict[str, dict[str, None]] = {}
    for mention in edition.names:
        names.setdefault(mention.block, {})[mention.entry] = None
    return names


def by_frequency(counts: Counter[str], names: Mapping[str, Name]) -> tuple[Companion, ...]:
    """The companions that were counted, the most frequent first, those of one number in the order of their pinyin."""
    some = (Companion(names[ident], times) for ident, times in counts.items())
    return tuple(sorted(some, key=lambda companion: (-companion.times, sort_key(companion.name))))
