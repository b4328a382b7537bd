"""The editor's file beside a source, `sources/<id>.yml`."""

from __future__ import annotations

import codecs
from datetime import date
from pathlib import Path

import regex

from ..core import yaml_lines
from ..core.errors import SidecarError, read_text
from ..core.model import EditorsNote, Quote, Reference, Sidecar
from ..core.yaml_lines import Node

KEYS = ("title", "date", "author", "outlet", "url", "retrieved", "encoding", "keep", "cut", "confirm", "notes", "witness", "apart")
PARTIAL = regex.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def load(path: Path, place: str) -> Sidecar:
    """The sidecar in the file ``path``, called ``place`` in errors. Raises SidecarError."""
    root = yaml_lines.load(read_text(path, place, SidecarError), place, SidecarError)
    entries = root.mapping("the sidecar", KEYS) if root else {}
    facts = {key: " ".join(entries[key].text(key).split()) for key in ("title", "author", "outlet") if key in entries}
    return Sidecar(
        path=place,
        title=facts.get("title"),
        author=facts.get("author"),
        outlet=facts.get("outlet"),
        date=_date(entries, "date"),
        url=_url(entries),
        retrieved=_date(entries, "retrieved"),
        encoding=_encoding(entries),
        keep=_quotes(entries, "keep"),
        cut=_quotes(entries, "cut"),
        confirm=_quotes(entries, "confirm"),
        notes=tuple(_note(node) for node in entries["notes"].items("notes")) if "notes" in entries else (),
        witness=_reference(entries["witness"], "witness") if "witness" in entries else None,
        apart=tuple(_reference(node, "an id of `apart`") for node in entries["apart"].items("apart")) if "apart" in entries else (),
    )


def _date(entries: dict[str, Node], key: str) -> str | None:
    if key not in entries:
        return None
    node = entries[key]
    value = node.text(key)
    match = PARTIAL.fullmatch(value)
    try:
        if match:
            date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        match = None
    if not match:
        node.fail(f"{key} is {value!r}", "write it as 2020-07-17, or 2020-07, or 2020")
    return value


def _url(entries: dict[str, Node]) -> str | None:
    if "url" not in entries:
        return None
    value = entries["url"].text("url")
    if not regex.fullmatch(r"https?://[!-~]+", value):
        entries["url"].fail(f"url is {value!r}", "write an address that begins with https:// or http://, without spaces")
    return value


def _encoding(entries: dict[str, Node]) -> str | None:
    if "encoding" not in entries:
        return None
    value = entries["encoding"].text("encoding")
    try:
        "".encode(codecs.lookup(value).name)
    except (LookupError, ValueError):
        entries["encoding"].fail(f"no encoding is called {value!r}", "use one of: utf-8, gb18030, big5, utf-16")
    return value


def _quotes(entries: dict[str, Node], key: str) -> tuple[Quote, ...]:
    if key not in entries:
        return ()
    return tuple(Quote(node.text(f"a quote of `{key}`"), node.line) for node in entries[key].items(key))


def _reference(node: Node, what: str) -> Reference:
    return Reference(node.text(what), node.line)


def _note(node: Node) -> EditorsNote:
    entries = node.mapping("a note", ("quote", "note"), needed=("quote", "note"))
    return EditorsNote(Quote(entries["quote"].text("quote"), entries["quote"].line), entries["note"].text("note"))
