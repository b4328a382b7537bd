"""How anything becomes a page: everything that is filled into a template is made inert first.

A page is HTML; only the home page is Markdown, because a person has written its words. What a source says may look like
Markdown, HTML, a snippet, an abbreviation or a Jinja expression; written as character references, it is none of these to
anything that reads the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..html.script_json import compact_json
from ..script_conversion.interface_words import InterfaceReferences

LOST = dict.fromkeys("\0\ufffd", "□")  # a character that is lost is shown as editions print it
REFERENCES = str.maketrans({c: f"&#{ord(c)};" for c in "&<>\"'\\`*_{}[]#|~^$=@\x02\x03"} | LOST)
# Every reader of Markdown knows a backslash before the first of these; the others it must be told as references.
MARKDOWN = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]>#+-!"} | {c: f"&#{ord(c)};" for c in "<|~&$=^@\t"} | LOST)

PAUSES, STOPS = "，；：、", "。！？"  # marks inside of a sentence, and at its end
PARTS = re.compile(f"[^{PAUSES}]*[{PAUSES}]|[^{PAUSES}]+")


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site. ``path`` is relative to its root.

    A ``page`` gets the frame of the theme. Its path ends in ``.md``, as that of each page to which Markdown may link.
    ``meta`` is what the frame has to know of a page that is HTML; a page without it is Markdown.
    """

    path: str
    content: str | bytes
    page: bool = False
    meta: Mapping[str, str | None] | None = None


def inert(value: object) -> Markup:
    """``value`` as text that no reader of Markdown, HTML, templates or snippets takes for anything but text."""
    if isinstance(value, Markup):
        return value
    text = str(value).translate(REFERENCES)
    return Markup(text.replace("--", "-&#45;").replace("://", "&#58;//"))


def markdown(text: str) -> str:
    """``text`` as Markdown that reads as itself: punctuation that could be syntax is escaped."""
    lines = text.translate(MARKDOWN).replace("://", "&#58;//").splitlines() or [""]
    return "\n".join(_unnumbered(line) for line in lines)


def address(*parts: str) -> Markup:
    """A relative address from path segments, which may hold any character."""
    return Markup("/".join(quote(part, safe="") for part in parts))


def front_matter(**meta: object) -> Markup:
    """The YAML head of a Markdown file."""
    body = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=10**6)
    return Markup(f"---\n{body}---\n")


def page(template: str, path: str, data: object, **helpers: Any) -> File:
    """The page at ``path`` from a template of this folder. It sees the fields of the record ``data`` by their names, and ``helpers``.

    The template sets ``meta`` at its top level: ``title``, and if there are any, ``description``, ``robots`` and ``colophon``. It sets
    ``empty`` where there is nothing to show yet; the menu does not lead there.
    """
    module: Any = _environment().get_template(template).make_module({**_by_name(data), **helpers})
    return File(path, str(module).lstrip("\n"), page=True, meta=module.meta)


def markdown_page(template: str, path: str, data: object, **helpers: Any) -> File:
    """Like `page`, from a template of Markdown, which begins with its front matter."""
    return File(path, filled(template, **_by_name(data), **helpers), page=True)


def filled(template: str, **values: Any) -> str:
    """A template of this folder, filled in."""
    return _environment().get_template(template).render(**values)


def _by_name(data: object) -> dict[str, Any]:
    """The fields of a record by their names."""
    return {field.name: getattr(data, field.name) for field in fields(data)}  # type: ignore[arg-type]


def json_list(records: Iterable[object]) -> str:
    """Records as a JSON list, one a line."""
    lines = ",\n".join(compact_json(record) for record in records)
    return f"[\n{lines}\n]\n" if lines else "[]\n"


def _unnumbered(line: str) -> str:
    """A line that does not begin like an item of a numbered list."""
    digits = len(line) - len(line.lstrip("0123456789"))
    return f"{line[:digits]}\\{line[digits:]}" if digits and line[digits : digits + 1] in (".", ")") else line


def clipped(text: str, most: int) -> str:
    """The beginning of a text, ``most`` characters of it. It ends where a sentence does, or with dots, behind a word before a mark."""
    if len(text) <= most:
        return text
    at = max(text.rfind(mark, most // 2, most) for mark in PAUSES + STOPS)
    return text[: at + 1] if at > 0 and text[at] in STOPS else f"{text[: at if at > 0 else most]}……"


def breakable(title: str) -> Markup:
    """A title that may break behind its commas, and nowhere else; in WebKit, `word-break: keep-all` alone forbids it there too."""
    return Markup().join(inert(part) + Markup("<wbr>") if part[-1] in PAUSES else inert(part) for part in PARTS.findall(title))


def environment(folder: Path, finalize: Callable[[object], Markup]) -> Environment:
    """Templates of a folder, in which everything that is filled in passes through ``finalize``."""
    made = Environment(
        loader=FileSystemLoader(folder),
        extensions=[InterfaceReferences],
        finalize=finalize,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=True,
    )
    made.filters["grouped"] = lambda number: f"{number:,}"
    return made


def template_texts() -> str:
    """The texts of all templates, on which every page depends; read anew in each build, because people edit them under `mkdocs serve`."""
    folder = Path(__file__).parent
    return "\0".join(f"{path.relative_to(folder).as_posix()}\0{path.read_text('utf-8')}" for path in sorted(folder.rglob("*.j2")))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = environment(Path(__file__).parent, inert)
    made.globals.update(address=address, front_matter=front_matter, pauses=PAUSES)
    made.filters.update(clipped=clipped, breakable=breakable)
    made.filters["squeezed"] = lambda text: "\n".join(line for line in text.splitlines() if line.strip())
    return made
