"""All pages of a site in each of its scripts, over the folder that MkDocs has written.

A page is read once and its text converted for each region; what was made of the same page with the same table before comes from the
cache. Pages are independent of each other, so any number of processes makes the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from opencc import __version__ as opencc_version

from ...core.digest import code_digest, key
from ...core.pool import mapped
from ...core.store import Store
from ...script_conversion.regions import REGIONS
from ...script_conversion.script import Script
from ...script_conversion.table import Table
from .. import sitemap
from . import feed
from .page import ERROR_PAGE, FEED, PageAddress, SiteAddress, own, plain_twin, twin
from .segments import segment

TEXTS = "articles/*/card/*.txt"
WORTH_A_POOL = 150  # pages to be converted from which new processes are started unasked: each has to load OpenCC first
APART = "\0"  # between the versions of a page in the cache
REFRESH = re.compile(r'http-equiv="?refresh|name="?robots"?[^>]*noindex', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class VariantBuild:
    """A site as MkDocs has written it to ``root``, and what is to be made of it. ``cache`` is None where nothing is kept."""

    root: Path
    home: SiteAddress
    table: Table
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A page that was written: its file, its key in the cache, and whether search engines should know it."""

    file: str
    key: str
    is_listed: bool


def write(site: VariantBuild, workers: int = 0) -> None:
    """Write each page and the feed in each script, and `sitemap.xml`; take away twins that have no page any more.

    ``workers`` is the number of processes; 0 leaves it to the program.
    """
    files = sorted((*pages(site.root), *texts(site.root)))  # what belongs to one article stands together, and has many lines in common
    written = _mapped(site, files, workers)
    _tidy(site, set(files))
    Store(site.cache).keep_only(page.key for page in written)
    listed = [PageAddress(site.home, page.file) for page in written if page.is_listed and page.file not in (ERROR_PAGE, FEED)]
    sitemap.write(site.root, site.home, listed)


def pages(root: Path) -> list[str]:
    """The HTML files of the Simplified site and its feed, relative to its root, in order."""
    paths = (*root.rglob("*.html"), root / FEED)
    found = (path.relative_to(root).as_posix() for path in paths if path.is_file())  # a folder may be called like one
    return sorted(file for file in found if file.partition("/")[0] not in REGIONS)


def texts(root: Path) -> list[str]:
    """The files of plain text that are read on a page, and so in its script: those of the cards of links."""
    return sorted(path.relative_to(root).as_posix() for path in root.glob(TEXTS) if path.is_file())


def _mapped(site: VariantBuild, files: Sequence[str], workers: int) -> list[WrittenPage]:
    if not site.home.regions:
        return [WrittenPage(file, "", _is_listed(file, _read(site.root / file))) for file in files]
    press = VariantWriter(site)
    written = {file: page for file in files if (page := press.restored(file))}
    missing = [file for file in files if file not in written]
    made = mapped(_write, missing, workers, WORTH_A_POOL, _begin, (site,))
    written.update({page.file: page for page in made})
    return [written[file] for file in files]


class VariantWriter:
    """What one process needs to write pages. The scripts are loaded when the first page is not in the cache."""

    def __init__(self, site: VariantBuild) -> None:
        self.site = site
        self.scripts: tuple[Script, ...] | None = None

    def restored(self, file: str) -> WrittenPage | None:
        """A page whose versions are in the cache, written from there; None where they are not."""
        page = _read(self.site.root / file)
        name = _key(self.site, file, page)
        kept = Store(self.site.cache).get_text(name)
        return self._written(file, name, page, tuple(kept.split(APART))) if kept is not None else None

    def write(self, file: str) -> WrittenPage:
        """A page whose versions are made now, and written and kept."""
        page = _read(self.site.root / file)
        name = _key(self.site, file, page)
        versions = self._made(file, page)
        if not any(APART in version for version in versions):
            Store(self.site.cache).put_text(name, APART.join(versions))
        return self._written(file, name, page, versions)

    def _written(self, file: str, key: str, page: str, versions: tuple[str, ...]) -> WrittenPage:
        folders = ("", *(f"{region.id}/" for region in self.site.home.regions))
        for folder, version in zip(folders, versions, strict=True):
            path = self.site.root / folder / file
            if folder or version != page:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(version.encode("utf-8"))
        return WrittenPage(file, key, _is_listed(file, page))

    def _made(self, file: str, page: str) -> tuple[str, ...]:
        """The page in Simplified script, and in that of each region."""
        if self.scripts is None:
            self.scripts = tuple(Script.for_region(region, self.site.table) for region in self.site.home.regions)
        place = PageAddress(self.site.home, file)
        if file == FEED:
            return (page, *(feed.twin(page, place, script) for script in self.scripts))
        if file.endswith(".txt"):
            return (page, *(plain_twin(page, script) for script in self.scripts))
        sheet = segment(page)
        return (own(sheet, place), *(twin(sheet, place, script) for script in self.scripts))


_press: VariantWriter | None = None


def _begin(site: VariantBuild) -> None:
    global _press
    _press = VariantWriter(site)


def _write(file: str) -> WrittenPage:
    assert _press is not None
    return _press.write(file)


def _read(path: Path) -> str:
    """A page as text with its line ends as they are."""
    return path.read_bytes().decode("utf-8")


def _is_listed(file: str, page: str) -> bool:
    return not file.endswith(".txt") and REFRESH.search(page, 0, 4000) is None


def _key(site: VariantBuild, file: str, page: str) -> str:
    """A name for all that the versions of a page depend on."""
    regions = ",".join(region.id for region in site.home.regions)
    return key(page, file, site.home.address, regions, site.table.digest, code_digest(), opencc_version)


def _tidy(site: VariantBuild, files: set[str]) -> None:
    """Take away twins of pages that are gone, and those of a region that was switched off."""
    for region in REGIONS.values():
        folder = site.root / region.id
        for path in _twins(folder, region.lang):
            if region not in site.home.regions or path.relative_to(folder).as_posix() not in files:
                path.unlink()
        for path in sorted((p for p in (folder, *folder.rglob("*")) if p.is_dir()), reverse=True):
            with suppress(OSError):
                path.rmdir()


def _twins(folder: Path, lang: str) -> Iterator[Path]:
    """The pages in a folder that say that they are in its script, and the texts that belong to them."""
    yield from sorted(folder.glob(TEXTS))
    for path in (*sorted(folder.rglob("*.html")), folder / FEED):
        if path.is_file() and f'lang="{lang}"'.encode() in _head(path):
            yield path


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(600)
