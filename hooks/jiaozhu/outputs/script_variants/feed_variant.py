"""The feed in the script of a region: the same entries with ids of their own, whose links lead to the pages in that script."""

from __future__ import annotations

import re

from ...script_conversion.regions import BASE_LANG
from ...script_conversion.script import Script
from .page import PageAddress, convert_plain_text, link_in_variant

WORDS = re.compile(r"(?<=>)[^<]*\S[^<]*(?=<)")
LINK = re.compile(r'(?<= href=")[^"]*')
ID = re.compile(r"(?<=<id>)(tag:[^:<]*:)")


def converted_feed(feed: str, address: PageAddress, script: Script) -> str:
    """The feed that `pages/feed` has written, for the readers of another script.

    Conversion changes no ASCII character, so that the markup in a text, which is escaped, stays as it is.
    """
    region = script.region
    feed = WORDS.sub(lambda m: convert_plain_text(m.group(), script), feed)
    feed = LINK.sub(lambda m: link_in_variant(m.group(), address, region), feed)
    return ID.sub(rf"\g<1>{region.id}/", feed).replace(f'xml:lang="{BASE_LANG}"', f'xml:lang="{region.lang}"', 1)
