"""The editor's file beside a source, `sources/<id>.yml`."""

from __future__ import annotations

import codecs
from datetime import date
from pathlib import Path

import regex

from ..core.decisions import CHECKED, REVIEWED, EditionState, EditorsNote, Emendation, Quote, Reference, Sidecar
from ..core.errors import SidecarError
from ..yaml_files.nodes import Node, load_yaml, parse_yaml
from ..yaml_files.records import Field, ListOf, Record, RecordValues, TextOrMapping
from ..yaml_files.shapes import AnyText, Choice, Parsed, Refusal, Text, matching

ORDINAL = regex.compile(r"[1-9]\d{0,5}")
DIGEST = "[0-9a-f]{12,64}"
LONGEST_MARK = 2  # characters: …… and —— are one mark
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


def _placed_quote(values: RecordValues, node: Node) -> Quote:
    return Quote(values["quote"], node.line, values["at"], values["before"], values["after"], values.get("put"))


def _note(values: RecordValues, node: Node) -> EditorsNote:
    return EditorsNote(_placed_quote(values, values.nodes["quote"]), values["note"])


def _emendation(values: RecordValues, node: Node) -> Emendation:
    return Emendation(_placed_quote(values, values.nodes["quote"]), values["put"], values["why"])


def _mark(text: str) -> str:
    if any(map(str.isalnum, text)) or len(text) > LONGEST_MARK:
        raise ValueError
    return text


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
QUOTE = Field("quote", Text(), "Words of the source, as the source or the page has them.", is_needed=True)
BEFORE = Field("before", Text(), "The words right before them, where they stand in several places.")
AFTER = Field("after", Text(), "The words right after them, where they stand in several places.")
PLACE = (AT, BEFORE, AFTER)
QUOTES = ListOf(TextOrMapping(Text().map(_quote), Record((QUOTE, *PLACE)).map(_placed_quote)), "a quote of `{list}`")
SETTLED_MARK = Field(
    "put",
    Parsed(_mark, Refusal("{name} is {value!r}", "write the mark that stands there; words are put by `emend`"), text=AnyText()),
    "The mark that stands there, where the words hold one doubtful mark.",
)
CONFIRMED = ListOf(TextOrMapping(Text().map(_quote), Record((QUOTE, *PLACE, SETTLED_MARK)).map(_placed_quote)), "a quote of `{list}`")
REFERENCE = Text().map(lambda ident, node: Reference(ident, node.line))
NOTE = Record((QUOTE, *PLACE, Field("note", Text(), "What the editor has to say about them.", is_needed=True))).map(_note)
EMENDATION = Record(
    (
        QUOTE,
        *PLACE,
        Field("put", LINE, "What stands in their place.", is_needed=True),
        Field("why", LINE, "The reason, which readers see.", is_needed=True),
    )
).map(_emendation)
STATE = Record(
    (
        Field("is", Choice((CHECKED, REVIEWED)), f"How far it has been checked: {CHECKED} (once), {REVIEWED} (twice).", is_needed=True),
        Field(
            "of",
            matching(DIGEST, Refusal("{name} is {value!r}", "write the `text_sha256` of `edition.json`, or its first 12 digits")),
            "The digest of the text that was checked; for another text the state does not hold.",
            is_needed=True,
        ),
    )
).map(lambda values, node: EditionState(values["is"], values["of"]))
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
        Field("confirm", CONFIRMED, "Words of the source whose doubtful corrections the editor has found right.", default=()),
        Field("emend", ListOf(EMENDATION, "an item of `{list}`"), "Words in whose place the editor puts others.", default=()),
        Field("headings", QUOTES, "Words of the source that are a heading.", default=()),
        Field("notes", ListOf(NOTE, "a note"), "The editor's notes, each on some words of the source.", default=()),
        Field("state", STATE, "How far the edition has been checked, and which text of it."),
        Field("witness", REFERENCE, "The id of another source that is the same article, whatever the two look like."),
        Field("apart", ListOf(REFERENCE, "an id of `{list}`"), "Ids of sources that are other articles, however alike.", default=()),
    )
)


def load(path: Path, place: str) -> Sidecar:
    """The sidecar in the file ``path``, called ``place`` in errors. Raises SidecarError."""
    return _read(load_yaml(path, place, SidecarError, merges_lists=True), place)


def parse(text: str, place: str) -> Sidecar:
    """The sidecar whose file would hold ``text``. Raises SidecarError."""
    return _read(parse_yaml(text, place, SidecarError, merges_lists=True), place)


def _read(root: Node | None, place: str) -> Sidecar:
    return Sidecar(place, **SIDECAR.read(root, "the sidecar")) if root else Sidecar(place)
