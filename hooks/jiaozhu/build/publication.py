"""What a build gives: the index, the files of the site, and what is still to be made when the pages have been written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..core.errors import InputError
from ..corpus.index import Index
from ..outputs.epub.chapter import EpubContent
from ..outputs.search.units import SearchLibrary
from ..outputs.share_images.picture import Picture
from ..pages.render import File
from ..script_conversion.table import Table


@dataclass(frozen=True, slots=True)
class Publication:
    """``library`` is what search will find; ``books`` and ``pictures`` are what is still to be bound and drawn.

    ``root`` is the folder of the written site, None as long as it has none.
    """

    index: Index
    files: tuple[File, ...]
    library: SearchLibrary
    books: EpubContent
    pictures: tuple[Picture, ...]
    root: Path | None = None

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
