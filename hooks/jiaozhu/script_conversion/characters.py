"""The characters that belong to one script alone, and the form of a single word in Taiwan."""

from __future__ import annotations

import re
from functools import lru_cache

import opencc

from .corner_brackets import with_corner_brackets

HAN = "".join(map(chr, (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))))


@lru_cache(maxsize=1)
def simplified_only() -> re.Pattern[str]:
    """A pattern of the characters that are written in Simplified script alone: 发, but not 后, which is a Traditional character too."""
    return _converted_only("s2t", "big5")


@lru_cache(maxsize=1)
def traditional_only() -> re.Pattern[str]:
    """A pattern of the characters that are written in Traditional script alone."""
    return _converted_only("t2s", "gb2312")


def _converted_only(config: str, encoding: str) -> re.Pattern[str]:
    """A pattern of the characters that OpenCC converts and that the standard encoding of the other script does not have."""
    converted = opencc.OpenCC(config).convert(HAN)
    characters = (a for a, b in zip(HAN, converted, strict=True) if a != b and not a.encode(encoding, "ignore"))
    return re.compile(f"[{''.join(characters)}]")


def in_taiwan(form: str) -> str:
    """A name or a term as OpenCC converts it for Taiwan, with the quotation marks of that script, for pages that show both."""
    converted: str = _to_taiwan().convert(form)
    return with_corner_brackets(converted)


@lru_cache(maxsize=1)
def _to_taiwan() -> opencc.OpenCC:
    return opencc.OpenCC("s2tw")
