"""The header of an e-mail: the fields above its text (`From: …`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from ...core.lines import Line
from ...core.normalize import fold
from ...core.reading import Span
from ...rules.rulebook import Rulebook

FIELD = regex.compile(r"(?P<key>[\p{Han}a-z][\p{Han}a-z_ -]{0,20}?)\s*:\s*(?P<value>.*)")
ADDRESS = regex.compile(r"\s*<[^<>\s]{1,80}>$|^<(?=[^<>\s]{1,80}>$)|>$")
WRAPPING = "\"'“”‘’「」 "
LEAST = 3  # fields of an e-mail's header
# The lists of words.yml with the names of fields, by the field of a heading.
KEYS = {"title": "header-titles", "author": "header-authors", "date": "header-dates", "": "header-others"}


@dataclass(frozen=True, slots=True)
class HeaderFact:
    """What a field says of the article: which field of its heading, the value, and its place in the text."""

    field: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Headers:
    """The lines of the header of an e-mail, and what they say."""

    lines: tuple[Line, ...] = ()
    facts: tuple[HeaderFact, ...] = ()

    @property
    def title(self) -> HeaderFact | None:
        return next((fact for fact in self.facts if fact.field == "title"), None)


def read_headers(text_lines: Sequence[Line], rulebook: Rulebook) -> Headers:
    """The header of an e-mail at the top of a text; an empty one where there is none."""
    keys = _fields_by_key(rulebook)
    end = next((n for n, line in enumerate(text_lines) if _key(line) not in keys), len(text_lines))
    fields = {keys[_key(line)] for line in text_lines[:end]}
    if end < LEAST or not {"title", "author"} <= fields:
        return Headers()
    return Headers(tuple(text_lines[:end]), tuple(_facts(text_lines[:end], keys)))


def _fields_by_key(rulebook: Rulebook) -> dict[str, str]:
    """The field of a heading that each key of a header names; none for keys of other things."""
    return {key: field for field, words in KEYS.items() for key in rulebook.words.get(words, ())}


def _key(line: Line) -> str:
    match = FIELD.fullmatch(fold(line.text))
    return match["key"].strip() if match else ""


def _facts(inside: Sequence[Line], keys: dict[str, str]) -> Iterator[HeaderFact]:
    """The facts that the fields of an e-mail state."""
    for line in inside:
        match = FIELD.fullmatch(fold(line.text))
        field = keys.get(_key(line), "")
        value = _clean_value(line.text[slice(*match.span("value"))]) if match and field else ""
        if value:
            at = line.span.start + line.text.index(value)
            yield HeaderFact(field, value, Span(at, at + len(value)))


def _clean_value(value: str) -> str:
    """A value without quotation marks, and without the address behind a name."""
    return ADDRESS.sub("", value.strip(WRAPPING)).strip(WRAPPING)
