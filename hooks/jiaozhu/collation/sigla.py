"""What the witnesses of an article are called: 甲 is the base, 乙, 丙 and so on are other sources, 对校本 a copy in the base."""

from __future__ import annotations

from ..core.model import Edition, Source

STEMS = "甲乙丙丁戊己庚辛壬癸"
NUMERALS = "一二三四五六七八九"


def siglum(n: int) -> str:
    """The siglum of the witness number ``n``, from 0, which is the base: 甲, 乙, 丙, …, 癸, 甲2, 乙2, …"""
    turn, stem = divmod(n, len(STEMS))
    return STEMS[stem] + (str(turn + 1) if turn else "")


def witnesses_by_siglum(edition: Edition) -> tuple[tuple[str, Source], ...]:
    """The sources of an article, each with its siglum."""
    return tuple((siglum(n), source) for n, source in enumerate((edition.source, *edition.witnesses)))


def witness_names(edition: Edition) -> dict[tuple[str, int], str]:
    """The names of the witnesses in the apparatus, by their sources and the copies in these."""
    by_source = {(source.id, 0): sign for sign, source in witnesses_by_siglum(edition)}
    copies = sorted({(v.witness, v.copy) for v in edition.variants if v.copy})
    return by_source | {copy: "对校本" + (NUMERALS[copy[1] - 1] if len(copies) > 1 else "") for copy in copies}
