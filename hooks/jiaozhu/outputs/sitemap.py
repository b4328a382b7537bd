"""`sitemap.xml`: each page in each script, with its versions in the other scripts as alternates.

A sitemap has at most 50,000 addresses; of a larger site, `sitemap.xml` is an index of several.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from functools import partial
from xml.sax.saxutils import quoteattr

from ..core.digest import key
from ..script_conversion.regions import BASE_LANG, Region
from .script_variants.page import PageAddress, SiteAddress
from .site_folder import SiteFolder

MOST = 50_000  # addresses in one file
INDEX = '<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def write(site: SiteFolder, home: SiteAddress, pages: Sequence[PageAddress]) -> None:
    """Write the sitemap, plain and compressed, over the one that MkDocs writes, which is empty where the site has no address.

    Without an address of the site, those of the pages begin at the root of the host.
    """
    for path, text in files(home, pages):
        data = text.encode("utf-8")
        site.provide(path, key(text), partial(bytes, data))
        site.provide(f"{path}.gz", key(text), partial(gzip.compress, data, mtime=0))


def files(home: SiteAddress, pages: Sequence[PageAddress], most: int = MOST) -> Iterator[tuple[str, str]]:
    """The files by their paths: a sitemap, or an index and the sitemaps that it lists, each of at most ``most`` addresses."""
    lines = list(_lines(home, pages))
    parts = [lines[n : n + most] for n in range(0, len(lines), most)] or [[]]
    paths = ["sitemap.xml"] if len(parts) == 1 else [f"sitemap-{n}.xml" for n in range(1, len(parts) + 1)]
    if len(parts) > 1:
        root = home.address or home.folder
        yield (
            "sitemap.xml",
            INDEX + "".join(f"<sitemap><loc>{quoteattr(root + path)[1:-1]}</loc></sitemap>\n" for path in paths) + "</sitemapindex>\n",
        )
    for path, part in zip(paths, parts, strict=True):
        yield path, HEAD + "".join(part) + "</urlset>\n"


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
