"""`passages/passages.json`: all passages as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...core.model import BlockSpan, Passage
from ...corpus.index import Index
from ..render import File, json_list


@dataclass(frozen=True, slots=True)
class PassagesData:
    passages: tuple[Passage, ...]


def inputs(index: Index) -> Iterator[PassagesData]:
    yield PassagesData(index.corpus.passages)


def render(data: PassagesData) -> Iterator[File]:
    yield File("passages/passages.json", json_list(map(_record, data.passages)))


def _record(passage: Passage) -> dict[str, object]:
    return {
        "one": _place(passage.one),
        "other": _place(passage.other),
        "letters": passage.letters,
        "differences": [[[one.start, one.end], [other.start, other.end]] for one, other in passage.differences],
    }


def _place(place: BlockSpan) -> dict[str, object]:
    return {"article": place.article, "block": place.block, "start": place.span.start, "end": place.span.end}
