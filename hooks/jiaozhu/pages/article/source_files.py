"""`raw.txt`: the bytes of the source of an article, and of each source that was merged into it, at their own addresses."""

from __future__ import annotations

from collections.abc import Iterator

from ..render import File
from .article_input import ArticleInput


def render(data: ArticleInput) -> Iterator[File]:
    witnesses = zip((witness.id for witness in data.article.edition.witnesses), data.witness_files, strict=True)
    for ident, path in ((data.article.id, data.file), *witnesses):
        yield File(f"articles/{ident}/raw.txt", path.read_bytes())
