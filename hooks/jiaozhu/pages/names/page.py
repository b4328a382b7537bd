"""专名: the people, companies, products and events of the collection, all on one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...core.entries import Name
from ...corpus.index import Index
from ..pinyin_order import by_letter
from ..render import File, page
from .entries import NameEntry, name_entries


@dataclass(frozen=True, slots=True)
class NamesInput:
    """The entries by kind, each with its number, and by the letter of their pinyin; ``total`` names with ``times`` mentions."""

    kinds: tuple[tuple[int, str, tuple[NameEntry, ...]], ...]
    letters: tuple[tuple[str, str, tuple[Name, ...]], ...]
    total: int
    times: int


def inputs(index: Index) -> Iterator[NamesInput]:
    entries = name_entries(index)
    kinds = tuple((n, kind, tuple(e for e in entries if e.name.kind == kind)) for n, kind in enumerate(index.register.kinds, 1))
    letters = tuple((letter, anchor, tuple(names)) for letter, anchor, names in by_letter(entry.name for entry in entries))
    yield NamesInput(kinds, letters, len(entries), sum(entry.times for entry in entries))


def render(data: NamesInput) -> Iterator[File]:
    yield page("names/page.html.j2", "names/index.md", data)
