"""The records of the glossary and of the register of names, and their mentions in texts."""

from __future__ import annotations

from dataclasses import dataclass

EDITORS = "编者"  # the source of what the editors have worded themselves


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of an article of the collection that define a term, as they stand in its raw text; ``line`` is in the glossary."""

    article: str
    quote: str
    line: int


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary: its preferred ``form``, the other forms (``also``), and what there is to say about it.

    ``see`` are ids of other terms. ``unless`` are longer strings in which a form is something else. ``source`` is an article
    that defines the term, or a public source by name. ``tw`` and ``hk`` are the usual words there, where they differ.
    """

    id: str
    form: str
    english: str
    category: str
    definition: str
    source: str | Citation
    line: int
    also: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    tw: str = ""
    hk: str = ""
    pinyin: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.form, *self.also)

    @property
    def is_editors(self) -> bool:
        """True for a definition that the editors have worded themselves. Most are; pages say so once, above them all."""
        return self.source == EDITORS


@dataclass(frozen=True, slots=True)
class NameRelation:
    """What a name is to another, whose id is ``to``: one of the words of `glossary/names.py`."""

    how: str
    to: str


@dataclass(frozen=True, slots=True)
class Name:
    """An entry of the register of names: its preferred ``form``, the other forms (``also``), and a sentence ``about`` it.

    ``unless`` are longer strings in which a form is something else. ``source`` is an article that says so, a public source by
    name, or empty.
    """

    id: str
    form: str
    kind: str
    about: str
    line: int
    also: tuple[str, ...] = ()
    relations: tuple[NameRelation, ...] = ()
    unless: tuple[str, ...] = ()
    source: str | Citation = ""
    pinyin: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.form, *self.also)


@dataclass(frozen=True, slots=True)
class Mention:
    """A term or a name in a block: the id of its ``entry``; ``start`` and ``end`` are offsets in the block's text."""

    entry: str
    block: str
    start: int
    end: int
