"""Front matter: the facts in YAML in front of a Markdown text, and which texts are Markdown at all."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import regex
import yaml

from ..core.reading import Span
from .outside import facts_at_end, title_block

FRONT_MATTER = regex.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", regex.DOTALL)
TITLE = regex.compile(r"^title[ \t]*:[ \t]*(?:\"((?:\\.|[^\"\\\r\n])*)\"|'([^'\r\n]*)'|([^\s\"'|>][^\r\n]*?))[ \t]*\r?$", regex.MULTILINE)
LONGEST = 10_000  # characters of front matter; more is a text between two lines
# What the writers of Markdown use and others hardly do, each by its own sign; two kinds of them make a text Markdown.
SIGNS = tuple(
    regex.compile(pattern, regex.MULTILINE)
    for pattern in (
        r"^#{1,6}[ \t]+\S",
        r"^(?:```|~~~)",
        r"!?\[[^\]\n]{1,200}\]\((?:https?:|/|\.|#)[^()\s]*\)",
        r"\*\*[^\s*][^*\n]{0,200}\*\*",
        r"^\|?[ \t]*:?-{3,}:?[ \t]*\|",
        r"^\[\^[^\]\n]{1,60}\]:",
        r"^>[ \t]+\S",
    )
)
KINDS = 2
FENCED = regex.compile(r"^(```+|~~~+)[ \t]*[\w+-]{0,20}[ \t]*\r?\n(?:(?!\1).*\n){1,500}?\1[ \t]*$", regex.MULTILINE)  # a block of code


def is_markdown(raw: str) -> bool:
    """True for a text that plainly is Markdown: it has front matter, a fenced block of code, or several kinds of marks."""
    if front_matter(raw) or facts_at_end(raw) or FENCED.search(raw):
        return True
    kinds = sum(pattern.search(raw) is not None for pattern in SIGNS)
    return kinds + bool(title_block(raw)) >= KINDS


@lru_cache(maxsize=8)
def front_matter(raw: str) -> Mapping[str, object]:
    """The facts in front of a text by their keys in lower case; none where there is no front matter, or it cannot be read."""
    match = FRONT_MATTER.match(raw)
    if match is None or len(match[1]) > LONGEST:
        return {}
    try:
        data = yaml.load(match[1], Loader=yaml.BaseLoader)  # which makes nothing but texts, lists and mappings
    except (yaml.YAMLError, RecursionError):
        return {}
    return {str(key).lower(): value for key, value in data.items()} if isinstance(data, dict) else {}


def text_start(raw: str) -> int:
    """Where the text begins below the front matter, if there is any."""
    match = FRONT_MATTER.match(raw) if front_matter(raw) else None
    return match.end() if match else 0


def title_span(raw: str, place: Span) -> Span | None:
    """Where the title stands in the front matter at ``place``."""
    match = TITLE.search(raw, place.start, place.end)
    group = next((n for n in (1, 2, 3) if match is not None and match[n]), None)
    return Span(*match.span(group)) if match is not None and group is not None else None
