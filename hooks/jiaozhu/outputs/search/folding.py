"""Normalization for search, character by character: without white space, in one script, one width and one case.

Traditional characters are folded by OpenCC's character tables, in both directions: any form that a Simplified character has on a page of
Taiwan or Hong Kong is folded to the same character. So 電商 finds 电商, and 執著 from such a page finds 执着. Punctuation stays, because it
distinguishes texts, but differences of width and of quotation marks disappear, and radicals become the ideographs that they look like.
`docs/assets/search.js` folds by the same table; the index contains the part of it that can occur in the texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import opencc

from ...core.disjoint_sets import DisjointSets
from ...core.normalize import COMPATIBILITY, HALF_WIDTH, RADICALS
from ...script_conversion.regions import REGIONS
from ...script_conversion.table import Table

# White space, characters that nobody sees, and selectors of variants.
SPACES = "\t\n\v\f\r \x85\xa0\xad\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef"
SPACE = re.compile(f"[{SPACES}]+")
# Punctuation and symbols; no key spans one of them. Every other character counts as a letter.
MARK = re.compile(
    "[\0-/:-@\\[-`{-\xbf\xd7\xf7\u2000-\u206f\u3000-\u3004\u3008-\u3020\u3030\u303d-\u303f\ufe10-\ufe1f\ufe30-\ufe6f\uff61-\uff65]+"
)
QUOTES = "“”„‟〝〞「」『』﹁﹂﹃﹄｢｣＂‘’‚‛＇'"
# Marks that are folded to the same one.
SAME = {**dict.fromkeys(QUOTES, '"'), **dict.fromkeys("。｡", "."), **dict.fromkeys("—–―─", "-"), **dict.fromkeys("・‧•･", "·"), "〜": "~"}
PRESENTED = (*range(0xFE10, 0xFE1A), *range(0xFE30, 0xFE53), *range(0xFE54, 0xFE6C))  # vertical and small forms of marks
CASED = range(0x530)  # Latin, Greek and Cyrillic; other scripts keep their case
HAN = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0x20000, 0x2A6E0), range(0x2A700, 0x2EBE1), range(0x30000, 0x3134B))
TABLES = ("t2s", "t2tw", "t2hk")


@dataclass(frozen=True, slots=True)
class SearchFold:
    """``table``, for `str.translate`, maps each character that changes to its folded form, or to None if it is removed."""

    table: Mapping[int, str | None]

    @classmethod
    def for_table(cls, variants: Table | None = None) -> SearchFold:
        """The fold for a site whose pages are converted with the table ``variants``."""
        forms = {pair for region in REGIONS.values() for pair in (variants or Table()).forms(region).items()}
        return _fold(tuple(sorted((a, b) for a, b in forms if len(a) == len(b) == 1)))

    def __call__(self, text: str) -> str:
        return text.translate(self.table)

    def groups(self, used: Iterable[str]) -> str:
        """The part of the table that texts with the characters ``used`` need: each of these and each mark, followed by all characters that
        are folded to it.
        """
        characters = set(used)
        groups: dict[str, list[str]] = {}
        for code, folded in self.table.items():
            if folded is not None and (folded in characters or MARK.fullmatch(folded)):
                groups.setdefault(folded, []).append(chr(code))
        return " ".join(folded + "".join(sorted(members)) for folded, members in sorted(groups.items()))


@lru_cache(maxsize=4)
def _fold(forms: tuple[tuple[str, str], ...]) -> SearchFold:
    han = _representatives((*_opencc_pairs(), *forms, *_unified_pairs()))
    table: dict[int, str | None] = dict(_width_and_case())
    table.update({ord(a): b for a, b in SAME.items()})
    table.update({ord(a): b for a, b in han.items()})
    table.update({code: None for code in (*range(0x10000), *range(0xE0100, 0xE01F0)) if SPACE.match(chr(code))})
    return SearchFold(table)


def _width_and_case() -> Iterable[tuple[int, str]]:
    """Upper case to lower, and full width to half."""
    for code in CASED:
        lower = chr(code).lower()
        if len(lower) == 1 and lower != chr(code):
            yield code, lower
    for code, half in HALF_WIDTH.items():
        yield code, SAME.get(half, half.lower())
    for code in PRESENTED:
        plain = unicodedata.normalize("NFKC", chr(code)).translate(HALF_WIDTH)
        if len(plain) == 1 and chr(code) not in SAME:
            yield code, SAME.get(plain, plain)


def _unified_pairs() -> Iterable[tuple[str, str]]:
    """Characters that only look different to a machine: radicals and compatibility ideographs, with the ideographs that they stand for."""
    yield from RADICALS.items()
    compatible = (chr(code) for block in COMPATIBILITY for code in block)
    yield from ((c, unified) for c in compatible if (unified := unicodedata.normalize("NFC", c)) != c)


@lru_cache(maxsize=1)
def _opencc_pairs() -> tuple[tuple[str, str], ...]:
    """Pairs of characters that OpenCC converts into each other. Each configuration converts all of them at once, one character a line."""
    characters = [chr(code) for block in HAN for code in block]
    pairs: list[tuple[str, str]] = []
    configurations = (*TABLES, *(region.simplified for region in REGIONS.values()))
    for configuration in configurations:
        converted = opencc.OpenCC(configuration).convert("\n".join(characters)).split("\n")
        pairs += ((a, b) for a, b in zip(characters, converted, strict=True) if a != b and len(b) == 1)
    return tuple(pairs)


def _representatives(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Union–find: all characters that pairs connect are folded to one of them, to a Simplified one if there is one."""
    sets = DisjointSets[str](_rank)
    for a, b in pairs:
        sets.union(a, b)
    return {c: sets.find(c) for c in sorted(sets) if sets.find(c) != c}


def _rank(character: str) -> tuple[bool, str]:
    """A sort key that puts the characters of GB 2312 first."""
    return not character.encode("gb2312", "ignore"), character
