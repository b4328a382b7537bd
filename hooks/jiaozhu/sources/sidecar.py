"""The editor's file beside a source, `sources/<id>.yml`."""

from __future__ import annotations

import codecs
from datetime import date
from pathlib import Path

import regex

from ..core.errors import SidecarError
from ..core.model import EditorsNote, Quote, Reference, Sidecar
from ..yaml_files.nodes import Node, load_yaml
from ..yaml_files.records import Field, ListOf, Record, RecordValues
from ..yaml_files.shapes import Parsed, Refusal, Text, matching

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


def _note(values: RecordValues, node: Node) -> EditorsNote:
    return EditorsNote(values["quote"], values["note"])


LINE = Text(is_line=True)
DATE = Parsed(
    _partial_date,
    Refusal("{name} is {value!r}", "write it as 2020-07-17, or 2020-07, or 2020"),
    {"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
)
URL = matching("https?://[!-~]+", Refusal("{name} is {value!r}", "write an address that begins with https:// or http://, without spaces"))
ENCODING = Parsed(_encoding, Refusal("no encoding is called {value!r}", "use one of: utf-8, gb18030, big5, utf-16"))
QUOTES = ListOf(Text().map(_quote), "a quote of `{list}`")
REFERENCE = Text().map(lambda ident, node: Reference(ident, node.line))
NOTE = Record(
    (
        Field("quote", Text().map(_quote), "Words of the source, as they stand there once.", is_needed=True),
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
        Field("keep", QUOTES, "Words of the source that no rule may change.", default=()),
        Field("cut", QUOTES, "Words of the source that are left out of the edition.", default=()),
        Field("confirm", QUOTES, "Words of the source whose doubtful corrections the editor has found right.", default=()),
        Field("notes", ListOf(NOTE, "a note"), "The editor's notes, each on some words of the source.", default=()),
        Field("witness", REFERENCE, "The id of another source that is the same article, whatever the two look like."),
        Field("apart", ListOf(REFERENCE, "an id of `{list}`"), "Ids of sources that are other articles, however alike.", default=()),
    )
)


def load(path: Path, place: str) -> Sidecar:
    """The sidecar in the file ``path``, called ``place`` in errors. Raises SidecarError."""
    root = load_yaml(path, place, SidecarError)
    return Sidecar(place, **SIDECAR.read(root, "the sidecar")) if root else Sidecar(place)
