"""The editor's file beside a source, `sources/<id>.yml`."""

from __future__ import annotations

import codecs
from dataclasses import replace
from datetime import date
from pathlib import Path

import regex

from ..core.errors import SidecarError
from ..core.model import EditorsNote, Quote, Reference, Sidecar
from ..yaml_files.nodes import Node, load_yaml, parse_yaml
from ..yaml_files.records import Field, ListOf, Record, RecordValues, TextOrMapping
from ..yaml_files.shapes import Choice, Parsed, Refusal, Text, matching

ORDINAL = regex.compile(r"[1-9]\d{0,5}")
PARTIAL = regex.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def _partial_date(text: str) -> str:
    match = PARTIAL.fullmatch(text)
    if not match:
        raise ValueError
    date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    return text


def _encoding(text: str) -> str:
    "".encode(codecs.lookup(text).name)
    return text


def _quote(words: str, node: Node) -> Quote:
    return Quote(words, node.line)


def _counted_quote(values: RecordValues, node: Node) -> Quote:
    return Quote(values["quote"], node.line, values["at"])


def _note(values: RecordValues, node: Node) -> EditorsNote:
    return EditorsNote(replace(values["quote"], at=values["at"]), values["note"])


def _ordinal(text: str) -> int:
    if not ORDINAL.fullmatch(text):
        raise ValueError
    return int(text)


LINE = Text(is_line=True)
DATE = Parsed(
    _partial_date,
    Refusal("{name} is {value!r}", "write it as 2020-07-17, or 2020-07, or 2020"),
    {"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
)
URL = matching("https?://[!-~]+", Refusal("{name} is {value!r}", "write an address that begins with https:// or http://, without spaces"))
ENCODING = Parsed(_encoding, Refusal("no encoding is called {value!r}", "use one of: utf-8, gb18030, big5, utf-16"))
AT = Field(
    "at",
    Parsed(
        _ordinal,
        Refusal("{name} is {value!r}", "write the number of the place that is meant, from 1: `at: 2`"),
        {"type": ["string", "integer"], "pattern": r"^[1-9]\d{0,5}$", "minimum": 1},
    ),
    "Which of the places is meant, from 1, where the words stand in several.",
)
COUNTED = Record((Field("quote", Text(), "Words of the source.", is_needed=True), AT)).map(_counted_quote)
QUOTES = ListOf(TextOrMapping(Text().map(_quote), COUNTED), "a quote of `{list}`")
REFERENCE = Text().map(lambda ident, node: Reference(ident, node.line))
NOTE = Record(
    (
        Field("quote", Text().map(_quote), "Words of the source.", is_needed=True),
        AT,
        Field("note", Text(), "What the editor has to say about them.", is_needed=True),
    )
).map(_note)
SIDECAR = Record(
    (
        Field("title", LINE, "The title of the article, where the program does not find it."),
        Field("date", DATE, "The day on which the article appeared: 2020-07-17, or 2020-07, or 2020."),
        Field("author", LINE, "Who wrote the article."),
        Field("outlet", LINE, "The paper or the site in which it appeared."),
        Field("url", URL, "The address from which the source was taken."),
        Field("retrieved", DATE, "The day on which the source was taken from there."),
        Field("encoding", ENCODING, "The encoding of the source, where the program cannot tell it: utf-8, gb18030, big5, utf-16."),
        Field(
            "format",
            Choice(("text", "markdown")),
            "How the source is to be read, where the program takes it for the other: text, markdown.",
        ),
        Field("keep", QUOTES, "Words of the source that no rule may change, wherever they stand.", default=()),
        Field("cut", QUOTES, "Words, or each of several like lines, that are left out of the edition.", default=()),
        Field("confirm", QUOTES, "Words of the source whose doubtful corrections the editor has found right.", default=()),
        Field("notes", ListOf(NOTE, "a note"), "The editor's notes, each on some words of the source.", default=()),
        Field("witness", REFERENCE, "The id of another source that is the same article, whatever the two look like."),
        Field("apart", ListOf(REFERENCE, "an id of `{list}`"), "Ids of sources that are other articles, however alike.", default=()),
    )
)


def load(path: Path, place: str) -> Sidecar:
    """The sidecar in the file ``path``, called ``place`` in errors. Raises SidecarError."""
    return _read(load_yaml(path, place, SidecarError), place)


def parse(text: str, place: str) -> Sidecar:
    """The sidecar whose file would hold ``text``. Raises SidecarError."""
    return _read(parse_yaml(text, place, SidecarError), place)


def _read(root: Node | None, place: str) -> Sidecar:
    return Sidecar(place, **SIDECAR.read(root, "the sidecar")) if root else Sidecar(place)
