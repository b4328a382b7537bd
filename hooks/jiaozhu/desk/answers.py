"""What an editor may answer on a page. Each answer is a frozen record; `plan.py` makes of it the change of one file.

An answer on words of a source names them by spans of its raw text (as `runs` and `at` of `edition.json` do), and the source by its id and
the SHA-256 that it had when the page was made: of another text the spans would mean other words. `read_answer` makes an answer of JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal

import msgspec

from ..core.decisions import StateName
from ..core.entries import EDITORS
from ..core.runs import Span

FactKey = Literal["title", "date", "author", "outlet"]
SiteAction = Literal["keep", "cut"]


@dataclass(frozen=True, slots=True)
class SourcePassage:
    """Stretches of the raw text of one source that one answer is about, in order."""

    source: str
    digest: str  # SHA-256 of the bytes of the source
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Confirm:
    """是: what the program did, or asks about, in this passage is settled as it stands."""

    passage: SourcePassage


@dataclass(frozen=True, slots=True)
class Undo:
    """否: what was done to this passage is undone, by whom ever: rules leave it alone, and an editor's own cut or correction goes."""

    passage: SourcePassage


@dataclass(frozen=True, slots=True)
class KeepWords:
    """留: no rule may touch these words."""

    passage: SourcePassage


@dataclass(frozen=True, slots=True)
class CutWords:
    """删: these words are left out of the edition."""

    passage: SourcePassage


@dataclass(frozen=True, slots=True)
class Annotate:
    """注: a note on these words."""

    passage: SourcePassage
    note: str


@dataclass(frozen=True, slots=True)
class Emend:
    """改: ``put`` stands in the place of these words, for the reason ``why``, which may not be empty."""

    passage: SourcePassage
    put: str
    why: str


@dataclass(frozen=True, slots=True)
class SettleMark:
    """One doubtful mark of several: ``put`` is the mark that stands there, be it the one that the program put or another."""

    passage: SourcePassage
    put: str


@dataclass(frozen=True, slots=True)
class MarkHeading:
    """小标题: this line is a heading."""

    passage: SourcePassage


@dataclass(frozen=True, slots=True)
class AcceptParagraph:
    """All doubts in the paragraph that these words have become are settled as they stand."""

    passage: SourcePassage


@dataclass(frozen=True, slots=True)
class StateFact:
    """标题 日期 作者 媒体: what the head of the page says, as text."""

    source: str
    key: FactKey
    value: str


@dataclass(frozen=True, slots=True)
class StateEdition:
    """How far an edition has been checked. ``digest`` is that of its text (`Edition.text_digest`) when it was checked."""

    source: str
    state: StateName
    digest: str


@dataclass(frozen=True, slots=True)
class AddTerm:
    """术语: a new entry of the glossary, with the keys that the file has; empty ones are left out. ``id`` may be left to the program."""

    form: str
    english: str
    category: str
    definition: str
    source: str = EDITORS
    cited: str = ""  # words of the article ``source`` that define the term, where it is an article
    id: str = ""
    also: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddName:
    """专名: a new entry of the register of names."""

    form: str
    kind: str
    about: str
    source: str = ""
    cited: str = ""
    id: str = ""
    also: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SettleSiteLine:
    """The same line is kept or cut on all pages of a site. ``site`` is its id in `sources/sites.yml`.

    Where the file has no such site, it is made, with its ``name``, and is known by its ``hosts`` or by the ids of some ``sources``.
    """

    site: str
    line: str
    action: SiteAction
    name: str = ""
    hosts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


Answer = (
    Confirm
    | Undo
    | KeepWords
    | CutWords
    | Annotate
    | Emend
    | SettleMark
    | MarkHeading
    | AcceptParagraph
    | StateFact
    | StateEdition
    | AddTerm
    | AddName
    | SettleSiteLine
)
# The kinds of answers by the names that they have in JSON.
KINDS: Mapping[str, type[Answer]] = {
    "confirm": Confirm,
    "undo": Undo,
    "keep": KeepWords,
    "cut": CutWords,
    "note": Annotate,
    "emend": Emend,
    "mark": SettleMark,
    "heading": MarkHeading,
    "accept": AcceptParagraph,
    "fact": StateFact,
    "state": StateEdition,
    "term": AddTerm,
    "name": AddName,
    "site-line": SettleSiteLine,
}


def read_answer(data: object) -> Answer:
    """The answer of a JSON object: its ``kind``, and the fields of that record; a span is `{"start": 3, "end": 5}`.

    Raises ValueError for what is none.
    """
    if not isinstance(data, dict) or data.get("kind") not in KINDS:
        raise ValueError(f"`kind` must be one of: {', '.join(KINDS)}")
    kind = KINDS[data["kind"]]
    values = {name: value for name, value in data.items() if name != "kind"}
    unknown = values.keys() - {item.name for item in fields(kind)}
    if unknown:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    try:
        answer: Answer = msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from None
    return answer
