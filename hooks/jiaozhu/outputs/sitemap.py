"""`sitemap.xml`: each page in each script, with its versions in the other scripts as alternates."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import quoteattr

from ..core.digest import key
from ..script_conversion.regions import BASE_LANG, Region
from .script_variants.page import PageAddress, SiteAddress
from .site_folder import SiteFolder

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def write(site: SiteFolder, home: SiteAddress, pages: Sequence[PageAddress]) -> None:
    """Write the sitemap, plain and compressed, over the one that MkDocs writes, which is empty where the site has no address.

    Without an address of the site, those of the pages begin at the root of the host.
    """
    text = HEAD + "".join(_lines(home, pages)) + "</urlset>\n"
    site.provide("sitemap.xml", key(text), lambda: text.encode("utf-8"))
    site.provide("sitemap.xml.gz", key(text), lambda: gzip.compress(text.encode("utf-8"), mtime=0))


def _lines(home: SiteAddress, pages: Sequence[PageAddress]) -> Iterator[str]:
    regions: tuple[Region | None, ...] = (None, *home.regions)
    for page in pages:
        addresses = [(region.lang if region else BASE_LANG, _address(page, region)) for region in regions]
        alternates = [*addresses, ("x-default", addresses[0][1])] if home.regions else []
        links = "".join(f'<xhtml:link rel="alternate" hreflang="{lang}" href={quoteattr(url)}/>' for lang, url in alternates)
        for _, url in addresses:
            yield f"<url><loc>{quoteattr(url)[1:-1]}</loc>{links}</url>\n"


def _address(page: PageAddress, region: Region | None) -> str:
    folder = f"{region.id}/" if region else ""
    return f"{page.home.address or page.home.folder}{folder}{page.url}"
