"""An article among others: those that share passages with it, and the pages of sources that were merged into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...model import Source
from ..render import File, written

if TYPE_CHECKING:
    from .page import View


@dataclass(frozen=True, slots=True)
class Kin:
    """Another article with which one shares passages, and how many letters these have."""

    view: View
    length: int


@dataclass(frozen=True, slots=True)
class Around:
    """What a page leads to: the articles before and after it, and those that share passages with it, the most first."""

    before: View | None = None
    after: View | None = None
    kin: tuple[Kin, ...] = ()


def redirect(view: View, witness: Source, data: bytes) -> Iterator[File]:
    """What stands at the address of a source that is a witness in another's edition: the way to it, and the source."""
    folder = f"articles/{witness.id}"
    yield File(f"{folder}/index.html", written("article/redirect.html.j2", v=view, witness=witness))
    yield File(f"{folder}/raw.txt", data)
