"""Collation by pinyin: how terms and names are pronounced, and the order in which an index lists them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import groupby
from typing import TypeVar

from pypinyin import Style, lazy_pinyin

from ..core.entries import Name, Term

T = TypeVar("T", Term, Name)
TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
UMLAUT = "\u0308"  # of ü, which stands behind u
DIGITS = "0–9"
HAN = "\u3400"
INSIDE_WORDS = "-'’"


def pinyin(entry: Term | Name) -> str:
    """The pinyin of a term or a name in syllables with tone marks: from its file, or else from the library. Marks have none."""
    letters = "".join(c if c.isalnum() or c in INSIDE_WORDS else " " for c in entry.form)
    return entry.pinyin or " ".join(" ".join(lazy_pinyin(letters, style=Style.TONE)).split())


def sort_key(entry: Term | Name) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """The sort key of an entry: its syllables, then their tones; ü sorts behind u."""
    syllables = pinyin(entry).casefold().split()
    return tuple(map(_bare, syllables)), tuple(map(_tone, syllables)), entry.form


def initial(entry: Term | Name) -> str:
    """The letter of the index that lists an entry."""
    first = sort_key(entry)[0][0][:1].upper()
    return first if "A" <= first <= "Z" else DIGITS


def by_letter(entries: Iterable[T]) -> list[tuple[str, str, list[T]]]:
    """Entries that are sorted by pinyin, grouped by the letter of the index: the letter, its anchor, the entries.

    Ids of entries have no capital letters and no underscores, so an anchor never equals one.
    """
    letters = ((letter, list(group)) for letter, group in groupby(entries, key=initial))
    return [(letter, "_0" if letter == DIGITS else letter, group) for letter, group in letters]


def shown_pinyin(entry: Term | Name) -> str:
    """The pinyin that a page shows; empty where no part of the form is Chinese."""
    return pinyin(entry) if any(c >= HAN for c in entry.form) else ""


def _bare(syllable: str) -> str:
    letters = unicodedata.normalize("NFD", syllable).replace("u" + UMLAUT, "v")
    return "".join(c for c in letters if c not in TONES)


def _tone(syllable: str) -> str:
    return next((TONES[c] for c in unicodedata.normalize("NFD", syllable) if c in TONES), "5")
