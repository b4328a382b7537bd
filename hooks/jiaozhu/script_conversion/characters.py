"""Which characters belong to one script alone."""

from __future__ import annotations

import re
from functools import lru_cache

import opencc

HAN = "".join(map(chr, (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))))


@lru_cache(maxsize=1)
def simplified_only() -> re.Pattern[str]:
    """The characters that are written in Simplified script alone: 发, but not 后, which is a Traditional character too."""
    return _only("s2t", "big5")


@lru_cache(maxsize=1)
def traditional_only() -> re.Pattern[str]:
    """The characters that are written in Traditional script alone."""
    return _only("t2s", "gb2312")


def _only(config: str, other: str) -> re.Pattern[str]:
    changed = opencc.OpenCC(config).convert(HAN)
    only = (a for a, b in zip(HAN, changed, strict=True) if a != b and not a.encode(other, "ignore"))
    return re.compile(f"[{''.join(only)}]")


def in_taiwan(form: str) -> str:
    """A name or a term as OpenCC writes it for Taiwan, which is what pages show beside the Simplified form."""
    written: str = _to_taiwan().convert(form)
    return written


@lru_cache(maxsize=1)
def _to_taiwan() -> opencc.OpenCC:
    return opencc.OpenCC("s2tw")
