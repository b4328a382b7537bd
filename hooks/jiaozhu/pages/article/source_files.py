"""`raw.txt`: the bytes of the source of an article, and of each source that was merged into it, at their own addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ...corpus.index import Index
from ..render import File


@dataclass(frozen=True, slots=True)
class SourceCopy:
    """The id of a source, and its file."""

    id: str
    file: Path


def inputs(index: Index) -> Iterator[SourceCopy]:
    files = index.source_files
    for article in index.articles:
        for source in (article.edition.source, *article.edition.witnesses):
            yield SourceCopy(source.id, files[source.id].path)


def render(data: SourceCopy) -> Iterator[File]:
    yield File(f"articles/{data.id}/raw.txt", data.file.read_bytes())
