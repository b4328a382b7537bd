"""`sitemap.xml`: each page in each script, with the others as its alternates."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from ..script_conversion.regions import BASE_LANG, Region
from .script_variants.page import PageAddress, SiteAddress

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def write(root: Path, home: SiteAddress, places: Sequence[PageAddress]) -> None:
    """Write the map, plain and packed, in the place of the one that MkDocs writes, which is empty without an address of the site.

    Without an address the places are given from the root of the host.
    """
    content = (HEAD + "".join(_lines(home, places)) + "</urlset>\n").encode("utf-8")
    (root / "sitemap.xml").write_bytes(content)
    (root / "sitemap.xml.gz").write_bytes(gzip.compress(content, mtime=0))


def _lines(home: SiteAddress, places: Sequence[PageAddress]) -> Iterator[str]:
    scripts: tuple[Region | None, ...] = (None, *home.regions)
    for place in places:
        ways = [(script.lang if script else BASE_LANG, _address(place, script)) for script in scripts]
        alternates = [*ways, ("x-default", ways[0][1])] if home.regions else []
        links = "".join(f'<xhtml:link rel="alternate" hreflang="{lang}" href={quoteattr(way)}/>' for lang, way in alternates)
        for _, way in ways:
            yield f"<url><loc>{quoteattr(way)[1:-1]}</loc>{links}</url>\n"


def _address(place: PageAddress, script: Region | None) -> str:
    folder = f"{script.id}/" if script else ""
    return f"{place.home.address or place.home.folder}{folder}{place.url}"
