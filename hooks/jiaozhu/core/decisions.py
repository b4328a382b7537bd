"""What an editor decides on one source, as her sidecar says it: words that she quotes, and what is to become of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

StateName = Literal["未校", "已校", "复核"]
UNCHECKED: StateName = "未校"
CHECKED: StateName = "已校"
REVIEWED: StateName = "复核"
STATES = (UNCHECKED, CHECKED, REVIEWED)  # how far an edition has been checked, in this order


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a source that an editor points at, and the line of the sidecar where she does.

    Where the words stand in several places, ``before`` and ``after`` are the words around the one that is meant, and ``at`` is its number
    among those that are left, from 1; without them, none is singled out. ``put`` is the mark that stands there, where the quote settles
    which.
    """

    words: str
    line: int
    at: int | None = None
    before: str | None = None
    after: str | None = None
    put: str | None = None

    @property
    def is_placed(self) -> bool:
        """True where one of several places is meant."""
        return (self.at, self.before, self.after) != (None, None, None)


@dataclass(frozen=True, slots=True)
class EditorsNote:
    quote: Quote
    note: str


@dataclass(frozen=True, slots=True)
class Emendation:
    """Words of a source in whose place the editor puts others, and her reason."""

    quote: Quote
    put: str
    why: str


@dataclass(frozen=True, slots=True)
class EditionState:
    """How far an editor has checked an edition, and the digest that its text had then: for another text it does not hold."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Another source that an editor names by its id, and the line of the sidecar where she does."""

    id: str
    line: int


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What the editor decided on one source, from `sources/<id>.yml`. Dates may be partial: 2020, 2020-05, 2020-05-27.

    ``witness`` is a source that is the same article, ``apart`` are sources that are other ones, whatever they look like.
    """

    path: str
    title: str | None = None
    date: str | None = None
    author: str | None = None
    outlet: str | None = None
    url: str | None = None
    retrieved: str | None = None
    encoding: str | None = None
    format: str | None = None
    keep: tuple[Quote, ...] = ()
    cut: tuple[Quote, ...] = ()
    confirm: tuple[Quote, ...] = ()
    emend: tuple[Emendation, ...] = ()
    headings: tuple[Quote, ...] = ()
    notes: tuple[EditorsNote, ...] = ()
    state: EditionState | None = None
    witness: Reference | None = None
    apart: tuple[Reference, ...] = ()
