"""Text as it is searched: without white space, in one script, one width and one case, one character for one.

What is Traditional is folded by OpenCC's tables of characters, from both sides: whatever a Simplified character becomes on a page of
Taiwan or Hong Kong is folded as that character itself is. So 電商 finds 电商, and 執著 from such a page finds 执着. Marks stay, since they
tell texts apart, but the differences of their width and of quotation marks vanish. `docs/assets/search.js` folds by the same table, of
which it gets with the index what can occur there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import opencc

from ...core.disjoint_sets import DisjointSets
from ...core.normalize import HALF_WIDTH
from ...script_conversion.regions import REGIONS
from ...script_conversion.table import Table

SPACES = "\t\n\v\f\r \x85\xa0\xad\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
SPACE = re.compile(f"[{SPACES}]+")
# What is no letter: between two marks a text is indexed, and never across one. Everything that is not here counts as a letter.
MARK = re.compile(
    "[\0-/:-@\\[-`{-\xbf\xd7\xf7\u2000-\u206f\u3000-\u3004\u3008-\u3020\u3030\u303d-\u303f\ufe10-\ufe1f\ufe30-\ufe6f\uff61-\uff65]+"
)
QUOTES = "“”„‟〝〞「」『』﹁﹂﹃﹄｢｣＂‘’‚‛＇'"
SAME = {**dict.fromkeys(QUOTES, '"'), **dict.fromkeys("。｡", "."), **dict.fromkeys("—–―─", "-"), **dict.fromkeys("・‧•･", "·"), "〜": "~"}
CASED = range(0x530)  # Latin, Greek and Cyrillic: what has no case beyond is not changed
HAN = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0x20000, 0x2A6E0), range(0x2A700, 0x2EBE1), range(0x30000, 0x3134B))
TABLES = ("t2s", "t2tw", "t2hk")


@dataclass(frozen=True, slots=True)
class SearchFold:
    """``table`` has what each character becomes that does not stay as it is; None where it vanishes."""

    table: Mapping[int, str | None]

    @classmethod
    def for_table(cls, variants: Table | None = None) -> SearchFold:
        """The fold for a site whose pages are converted with the table ``variants``."""
        forms = {pair for region in REGIONS.values() for pair in (variants or Table()).forms(region).items()}
        return _fold(tuple(sorted((a, b) for a, b in forms if len(a) == len(b) == 1)))

    def __call__(self, text: str) -> str:
        return text.translate(self.table)

    def groups(self, used: Iterable[str]) -> str:
        """The table for a script that meets the characters ``used``: each of these, and each mark, with all that are folded to it."""
        wanted = set(used)
        found: dict[str, list[str]] = {}
        for code, put in self.table.items():
            if put is not None and (put in wanted or MARK.fullmatch(put)):
                found.setdefault(put, []).append(chr(code))
        return " ".join(put + "".join(sorted(members)) for put, members in sorted(found.items()))


@lru_cache(maxsize=4)
def _fold(forms: tuple[tuple[str, str], ...]) -> SearchFold:
    han = _folded_han((*_by_opencc(), *forms))
    table: dict[int, str | None] = dict(_widths())
    table.update({ord(a): b for a, b in SAME.items()})
    table.update({ord(a): b for a, b in han.items()})
    table.update({code: None for code in range(0x10000) if SPACE.match(chr(code))})
    return SearchFold(table)


def _widths() -> Iterable[tuple[int, str]]:
    """Full width to half, upper case to lower."""
    for code in CASED:
        lower = chr(code).lower()
        if len(lower) == 1 and lower != chr(code):
            yield code, lower
    for code, half in HALF_WIDTH.items():
        yield code, SAME.get(half, half.lower())


@lru_cache(maxsize=1)
def _by_opencc() -> tuple[tuple[str, str], ...]:
    """Two characters each of which a page may show for the other. One conversion takes all: each stands on a line of its own."""
    characters = [chr(code) for block in HAN for code in block]
    pairs: list[tuple[str, str]] = []
    configurations = (*TABLES, *(region.simplified for region in REGIONS.values()))
    for configuration in configurations:
        changed = opencc.OpenCC(configuration).convert("\n".join(characters)).split("\n")
        pairs += ((a, b) for a, b in zip(characters, changed, strict=True) if a != b and len(b) == 1)
    return tuple(pairs)


def _folded_han(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Characters that are linked by pairs become one of them, a Simplified one where there is any."""
    sets = DisjointSets[str](_rank)
    for a, b in pairs:
        sets.union(a, b)
    return {c: sets.find(c) for c in sorted(sets) if sets.find(c) != c}


def _rank(character: str) -> tuple[bool, str]:
    return not character.encode("gb2312", "ignore"), character
