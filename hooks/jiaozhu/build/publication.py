"""What a build gives: the index and the files of the site; and where these are written, with what is made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..core.errors import InputError
from ..corpus.index import Index
from ..outputs.epub.chapter import EpubContent
from ..outputs.script_variants.variant_build import FramedPage
from ..outputs.search.units import SearchLibrary
from ..outputs.share_images.picture import Picture
from ..outputs.site_folder import SiteFolder
from ..pages.article.article_input import ArticleInput
from ..script_conversion.table import Table


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file of the site, as `File` is one, with a digest of all that it is. Its content is fetched, or made again, when asked for."""

    path: str
    page: bool
    meta: Mapping[str, str | None] | None
    digest: str
    fetch: Callable[[], str | bytes]

    @property
    def content(self) -> str | bytes:
        return self.fetch()

    def encoded(self) -> bytes:
        """The content as it is written to a disk."""
        content = self.content
        return content.encode("utf-8", "xmlcharrefreplace") if isinstance(content, str) else content


@dataclass(frozen=True, slots=True)
class Publication:
    """``library`` is what search will find; ``books`` and ``pictures`` are what is still to be bound and drawn.

    ``inputs`` are what the pages of each article are made from, by its id.
    """

    index: Index
    inputs: Mapping[str, ArticleInput]
    files: tuple[PageFile, ...]
    library: SearchLibrary
    books: EpubContent
    pictures: tuple[Picture, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the articles, by date."""
        return tuple(edition.source.id for edition in self.index.corpus.editions)

    @property
    def merged(self) -> tuple[str, ...]:
        """The ids of the sources that are witnesses in another's edition: their addresses lead to it."""
        return tuple(witness.id for edition in self.index.corpus.editions for witness in edition.witnesses)

    @property
    def wrong(self) -> tuple[InputError, ...]:
        return self.index.wrong

    @property
    def notices(self) -> tuple[InputError, ...]:
        return self.index.notices

    @property
    def table(self) -> Table:
        """The table by which pages are converted to the other scripts."""
        return self.index.table


@dataclass(frozen=True, slots=True)
class SiteOutput:
    """The folder to which a publication is written, and its pages in the frame of the theme."""

    site: SiteFolder
    pages: tuple[FramedPage, ...]
