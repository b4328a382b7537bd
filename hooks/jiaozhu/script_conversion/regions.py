"""The scripts of the site: Simplified, and the regions for which each page is written again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

BASE_LANG = "zh-Hans"


@dataclass(frozen=True, slots=True)
class Region:
    """A region in whose script the site is written again.

    ``id`` is the folder of its pages; ``simplified`` and ``traditional`` are OpenCC's configurations for a text in that script;
    ``name`` and ``short`` stand in the switch, in the region's own characters.
    """

    id: str
    lang: str
    name: str
    short: str
    simplified: str
    traditional: str
    locale: str


TAIWAN = Region("zh-tw", "zh-Hant-TW", "臺灣正體", "臺", "s2tw", "t2tw", "zh_TW")
HONG_KONG = Region("zh-hk", "zh-Hant-HK", "香港繁體", "港", "s2hk", "t2hk", "zh_HK")
REGIONS = {region.id: region for region in (TAIWAN, HONG_KONG)}


def chosen(ids: Iterable[str]) -> tuple[Region, ...]:
    """The regions of these ids, each once, in the order of the switch. An unknown id raises KeyError."""
    wanted = {REGIONS[ident].id for ident in ids}
    return tuple(region for region in REGIONS.values() if region.id in wanted)
