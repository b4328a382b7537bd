"""The script variants of all pages of a site, in the folder that MkDocs has written.

A page is segmented once, and its text converted for each region. The versions of a page that was converted before, with the same table,
come from the cache. Pages are independent of each other, so any number of processes makes the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from opencc import __version__ as opencc_version

from ...core.digest import code_digest, key
from ...core.parallel import mapped
from ...core.store import NO_STORE, Store
from ...script_conversion.regions import REGIONS
from ...script_conversion.script import Script
from ...script_conversion.table import Table
from .. import sitemap
from .feed_variant import converted_feed
from .page import ERROR_PAGE, FEED, PageAddress, SiteAddress, convert_plain_text, converted_page, simplified_page
from .segments import segment

CARD_TEXTS = "articles/*/card/*.txt"
WORTH_A_POOL = 150  # pages to be converted from which processes are started without being asked for: each has to load OpenCC first
SEPARATOR = "\0"  # between the versions of a page in the cache
UNLISTED = re.compile(r'http-equiv="?refresh|name="?robots"?[^>]*noindex', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class VariantBuild:
    """A site that MkDocs has written to ``root``, and what its variants depend on."""

    root: Path
    home: SiteAddress
    table: Table
    store: Store = NO_STORE


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A page that was written: its file, its key in the cache, and whether it belongs into the sitemap."""

    file: str
    cache_key: str
    is_listed: bool


def write(site: VariantBuild, workers: int = 0) -> None:
    """Write each page and the feed in each script, and `sitemap.xml`; delete variants that have no page any more.

    ``workers`` is the number of processes; 0 leaves it to the program.
    """
    files = sorted((*pages(site.root), *card_texts(site.root)))  # sorted, because the files of one article have many lines in common
    written = _write_all(site, files, workers)
    _delete_orphans(site, set(files))
    listed = [PageAddress(site.home, page.file) for page in written if page.is_listed and page.file not in (ERROR_PAGE, FEED)]
    sitemap.write(site.root, site.home, listed)


def pages(root: Path) -> list[str]:
    """The HTML files of the Simplified site and its feed, relative to its root, in order."""
    paths = (*root.rglob("*.html"), root / FEED)
    files = (path.relative_to(root).as_posix() for path in paths if path.is_file())  # a folder may have such a name
    return sorted(file for file in files if file.partition("/")[0] not in REGIONS)


def card_texts(root: Path) -> list[str]:
    """The files with the texts of link cards, which are read on a page, and so in its script."""
    return sorted(path.relative_to(root).as_posix() for path in root.glob(CARD_TEXTS) if path.is_file())


def _write_all(site: VariantBuild, files: Sequence[str], workers: int) -> list[WrittenPage]:
    if not site.home.regions:
        return [WrittenPage(file, "", _is_listed(file, _read(site.root / file))) for file in files]
    writer = VariantWriter(site)
    written = {file: page for file in files if (page := writer.restore(file))}
    missing = [file for file in files if file not in written]
    converted = mapped(_convert, missing, workers, WORTH_A_POOL, _start_worker, (site,))
    written.update({page.file: page for page in converted})
    return [written[file] for file in files]


class VariantWriter:
    """What one process needs to write pages. The scripts are loaded when the first page is not in the cache."""

    def __init__(self, site: VariantBuild) -> None:
        self.site = site
        self.scripts: tuple[Script, ...] | None = None

    def restore(self, file: str) -> WrittenPage | None:
        """Write the versions of a page from the cache; returns None where they are not there."""
        page = _read(self.site.root / file)
        cache_key = _cache_key(self.site, file, page)
        cached = self.site.store.get_text(cache_key)
        return self._write(file, cache_key, page, tuple(cached.split(SEPARATOR))) if cached is not None else None

    def convert(self, file: str) -> WrittenPage:
        """Convert a page, and write and cache its versions."""
        page = _read(self.site.root / file)
        cache_key = _cache_key(self.site, file, page)
        versions = self._versions(file, page)
        if not any(SEPARATOR in version for version in versions):
            self.site.store.put_text(cache_key, SEPARATOR.join(versions))
        return self._write(file, cache_key, page, versions)

    def _write(self, file: str, cache_key: str, page: str, versions: tuple[str, ...]) -> WrittenPage:
        folders = ("", *(f"{region.id}/" for region in self.site.home.regions))
        for folder, version in zip(folders, versions, strict=True):
            path = self.site.root / folder / file
            if folder or version != page:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(version.encode("utf-8"))
        return WrittenPage(file, cache_key, _is_listed(file, page))

    def _versions(self, file: str, page: str) -> tuple[str, ...]:
        """The page in Simplified script, and in that of each region."""
        if self.scripts is None:
            self.scripts = tuple(Script.for_region(region, self.site.table) for region in self.site.home.regions)
        address = PageAddress(self.site.home, file)
        if file == FEED:
            return (page, *(converted_feed(page, address, script) for script in self.scripts))
        if file.endswith(".txt"):
            return (page, *(convert_plain_text(page, script) for script in self.scripts))
        segmented = segment(page)
        return (simplified_page(segmented, address), *(converted_page(segmented, address, script) for script in self.scripts))


_worker: VariantWriter | None = None  # that of a process


def _start_worker(site: VariantBuild) -> None:
    global _worker
    _worker = VariantWriter(site)


def _convert(file: str) -> WrittenPage:
    assert _worker is not None
    return _worker.convert(file)


def _read(path: Path) -> str:
    """A page as text, with its line breaks as they are."""
    return path.read_bytes().decode("utf-8")


def _is_listed(file: str, page: str) -> bool:
    return not file.endswith(".txt") and UNLISTED.search(page, 0, 4000) is None


def _cache_key(site: VariantBuild, file: str, page: str) -> str:
    """The key of a page in the cache, from all that its versions depend on."""
    regions = ",".join(region.id for region in site.home.regions)
    return key(page, file, site.home.address, regions, site.table.digest, code_digest(__name__), opencc_version)


def _delete_orphans(site: VariantBuild, files: set[str]) -> None:
    """Delete the variants of pages that are gone, and those of regions that were switched off."""
    for region in REGIONS.values():
        folder = site.root / region.id
        for path in _variants(folder, region.lang):
            if region not in site.home.regions or path.relative_to(folder).as_posix() not in files:
                path.unlink()
        for path in sorted((p for p in (folder, *folder.rglob("*")) if p.is_dir()), reverse=True):
            with suppress(OSError):
                path.rmdir()


def _variants(folder: Path, lang: str) -> Iterator[Path]:
    """The pages in the folder of a region that declare its language, and the texts of their cards."""
    yield from sorted(folder.glob(CARD_TEXTS))
    for path in (*sorted(folder.rglob("*.html")), folder / FEED):
        if path.is_file() and f'lang="{lang}"'.encode() in _head(path):
            yield path


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(600)
