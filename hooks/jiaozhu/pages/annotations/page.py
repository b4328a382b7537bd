"""我的批注: the page that lists the reader's own highlights and notes. They are in the browser, so the page is written without them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...corpus.index import Index
from ..render import File, page


@dataclass(frozen=True, slots=True)
class AnnotationsInput:
    """Nothing: the page is the same whatever the articles are."""


def inputs(_: Index) -> Iterator[AnnotationsInput]:
    yield AnnotationsInput()


def render(data: AnnotationsInput) -> Iterator[File]:
    yield page("annotations/page.html.j2", "annotations/index.md", data)
