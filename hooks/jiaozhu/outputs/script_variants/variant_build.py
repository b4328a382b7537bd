"""The script variants of all pages of a site.

A page is segmented once, and its text converted for each region. The versions of a page that was converted before, with the same table,
are in the folder of the site already, or in the store. Pages are independent of each other, so any number of processes makes the same
bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from opencc import __version__ as opencc_version

from ...core.digest import code_digest, key
from ...core.store import NO_STORE, Store
from ...core.work.processes import mapped
from ...script_conversion.script import Script
from ...script_conversion.table import Table
from .. import sitemap
from ..site_folder import SiteFolder, write_bytes
from .feed_variant import converted_feed
from .page import ERROR_PAGE, FEED, PageAddress, SiteAddress, convert_plain_text, converted_page, is_shared, simplified_page
from .segments import SegmentedPage, segment

WORTH_A_POOL = 150  # pages to be converted from which processes are started without being asked for: each has to load OpenCC first
SEPARATOR = "\0"  # between the versions of a page in the store
UNLISTED = re.compile(r'http-equiv="?refresh|name="?robots"?[^>]*noindex', re.IGNORECASE)
HEAD = 4000  # characters of a page in which that stands
CARD_TEXT = re.compile(r"articles/[^/]+/card/[^/]+\.(?:txt|json)")


@dataclass(frozen=True, slots=True)
class FramedPage:
    """A page of the Simplified site in its frame, the feed, or a text that is read on a page.

    ``key`` names all that its text depends on, and ``text`` makes it. ``is_listed`` says whether it belongs into the sitemap.
    """

    file: str
    key: str
    is_listed: bool
    text: Callable[[], str]


@dataclass(frozen=True, slots=True)
class VariantBuild:
    """The folder of a site, its pages, and what their variants depend on."""

    site: SiteFolder
    pages: Sequence[FramedPage]
    home: SiteAddress
    table: Table
    store: Store = NO_STORE


def is_unlisted(text: str) -> bool:
    """True for a page that says itself that it does not belong into a list of the site's pages."""
    return UNLISTED.search(text, 0, HEAD) is not None


def is_read_in_scripts(path: str) -> bool:
    """True for the path of what is read in each script: a page, the feed with its archives, and the texts of the cards of links."""
    return path.endswith((".html", FEED)) or CARD_TEXT.fullmatch(path) is not None


def write(build: VariantBuild, workers: int = 0) -> None:
    """Write each page and the feed in each script, and `sitemap.xml`. ``workers`` is the number of processes; 0 lets the program choose."""
    stale: dict[str, str] = {}
    pages = sorted(build.pages, key=lambda page: page.file)  # the files of one article have many lines in common
    for page in pages:
        name = _cache_key(build, page)
        missing = [path for path in paths(build.home, page.file) if not build.site.has(path, name)]
        if missing:
            stale[page.file] = name
    texts = ((page.file, stale[page.file], page.text()) for page in pages if page.file in stale)
    arguments = build.site.root, build.home, build.table, build.store
    for file in mapped(_write_versions, texts, workers, WORTH_A_POOL, _start_worker, arguments, size=len(stale)):
        for path in paths(build.home, file):
            build.site.add(path, stale[file])
    listed = [
        PageAddress(build.home, page.file) for page in pages if page.is_listed and page.file != ERROR_PAGE and not is_shared(page.file)
    ]
    sitemap.write(build.site, build.home, listed)


def paths(home: SiteAddress, file: str) -> list[str]:
    """The paths of a page in all scripts, in the order of its versions."""
    return [file, *(f"{region.id}/{file}" for region in home.regions)] if not is_shared(file) else [file]


class VariantWriter:
    """What one process needs to write pages. The scripts are loaded when the first page is not in the store."""

    def __init__(self, root: Path, home: SiteAddress, table: Table, store: Store = NO_STORE) -> None:
        self.root, self.home, self.table, self.store = root, home, table, store

    def write(self, file: str, name: str, text: str) -> None:
        """Write a page, whose text in its frame is given, in all scripts."""
        for path, version in zip(paths(self.home, file), self.versions(file, name, text), strict=True):
            write_bytes(self.root / path, version.encode("utf-8"))

    def versions(self, file: str, name: str, text: str) -> Sequence[str]:
        """The page in Simplified script and in that of each region: from the store, or converted and put there."""
        if not self.home.regions or is_shared(file):
            return (text,)
        stored = self.store.get_text(name)
        if stored is not None:
            return stored.split(SEPARATOR)
        versions = tuple(self.version(file, text, n) for n in range(1 + len(self.home.regions)))
        if not any(SEPARATOR in version for version in versions):
            self.store.put_text(name, SEPARATOR.join(versions))
        return versions

    def version(self, file: str, text: str, n: int) -> str:
        """One version of a page, in the order of `paths`."""
        address = PageAddress(self.home, file)
        if not self.home.regions or is_shared(file) or (n == 0 and not file.endswith(".html")):
            return text
        if n == 0:
            return simplified_page(self._segmented(text), address)
        script = self._scripts[n - 1]
        if file.endswith(FEED):
            return converted_feed(text, address, script)
        if CARD_TEXT.fullmatch(file):
            return convert_plain_text(text, script)
        return converted_page(self._segmented(text), address, script)

    @cached_property
    def _scripts(self) -> tuple[Script, ...]:
        return tuple(Script.for_region(region, self.table) for region in self.home.regions)

    @cached_property
    def _segmented(self) -> Callable[[str], SegmentedPage]:
        """Segments a page; the versions of one are made one after the other."""
        return lru_cache(maxsize=1)(segment)


_worker: VariantWriter | None = None  # that of a process


def _start_worker(root: Path, home: SiteAddress, table: Table, store: Store) -> None:
    global _worker
    _worker = VariantWriter(root, home, table, store)


def _write_versions(page: tuple[str, str, str]) -> str:
    assert _worker is not None
    _worker.write(*page)
    return page[0]


def _cache_key(build: VariantBuild, page: FramedPage) -> str:
    """The key of the versions of a page, from all that they depend on."""
    regions = ",".join(region.id for region in build.home.regions)
    return key(page.key, page.file, build.home.address, regions, build.table.digest, code_digest(__name__), opencc_version)
