"""The feed in the script of a region: the same entries under names of their own, whose links lead to the pages in that script."""

from __future__ import annotations

import re

from ...script_conversion.regions import BASE_LANG
from ...script_conversion.script import Script
from .page import PageAddress, led, plain_twin

WORDS = re.compile(r"(?<=>)[^<]*\S[^<]*(?=<)")
LINK = re.compile(r'(?<= href=")[^"]*')
NAME = re.compile(r"(?<=<id>)(tag:[^:<]*:)")


def twin(feed: str, place: PageAddress, script: Script) -> str:
    """The feed, as `pages/feed` has written it, for the readers of another script.

    Conversion changes no ASCII character, so that the markup inside a text, which is escaped, stays as it is.
    """
    region = script.region
    feed = WORDS.sub(lambda m: plain_twin(m.group(), script), feed)
    feed = LINK.sub(lambda m: led(m.group(), place, region), feed)
    return NAME.sub(rf"\g<1>{region.id}/", feed).replace(f'xml:lang="{BASE_LANG}"', f'xml:lang="{region.lang}"', 1)
