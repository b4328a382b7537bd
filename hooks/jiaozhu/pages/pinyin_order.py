"""How terms and names are said, and the order in which they stand for it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import groupby
from typing import TypeVar

from pypinyin import Style, lazy_pinyin

from ..core.model import Name, Term

T = TypeVar("T", Term, Name)
TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
UMLAUT = "\u0308"  # of ü, which stands behind u
DIGITS = "0–9"
HAN = "\u3400"
INSIDE_WORDS = "-'’"


def pinyin(entry: Term | Name) -> str:
    """How a term or a name is said, in syllables with tone marks: as its file has it, or as the library knows it.

    Marks such as those of a title are not said.
    """
    said = "".join(c if c.isalnum() or c in INSIDE_WORDS else " " for c in entry.form)
    return entry.pinyin or " ".join(" ".join(lazy_pinyin(said, style=Style.TONE)).split())


def spelled(entry: Term | Name) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """What an entry is sorted by: its syllables, then their tones; ü stands behind u."""
    syllables = pinyin(entry).casefold().split()
    return tuple(map(_bare, syllables)), tuple(map(_tone, syllables)), entry.form


def initial(entry: Term | Name) -> str:
    """The letter of the index under which an entry stands."""
    first = spelled(entry)[0][0][:1].upper()
    return first if "A" <= first <= "Z" else DIGITS


def by_letter(entries: Iterable[T]) -> list[tuple[str, str, list[T]]]:
    """Entries that stand in the order of their sounds, by the letter of the index, each with its anchor.

    No id of an entry has a capital letter or an underscore, so that an anchor is none of them.
    """
    letters = ((letter, list(group)) for letter, group in groupby(entries, key=initial))
    return [(letter, "_0" if letter == DIGITS else letter, group) for letter, group in letters]


def shown_pinyin(entry: Term | Name) -> str:
    """The pinyin that a page shows: none where no part of the form is Chinese."""
    return pinyin(entry) if any(c >= HAN for c in entry.form) else ""


def _bare(syllable: str) -> str:
    letters = unicodedata.normalize("NFD", syllable).replace("u" + UMLAUT, "v")
    return "".join(c for c in letters if c not in TONES)


def _tone(syllable: str) -> str:
    return next((TONES[c] for c in unicodedata.normalize("NFD", syllable) if c in TONES), "5")
