"""The scripts of the site: Simplified Chinese, and the Traditional Chinese of the regions for which each page is converted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

BASE_LANG = "zh-Hans"


@dataclass(frozen=True, slots=True)
class Region:
    """A region to whose script the site is converted.

    ``id`` is the folder of its pages; ``simplified`` and ``traditional`` are the OpenCC configurations for texts in those scripts;
    ``name`` and ``short`` are its labels in the switch between scripts, in the region's own characters.
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
    known = {REGIONS[ident].id for ident in ids}
    return tuple(region for region in REGIONS.values() if region.id in known)
