"""What an element says that it is, where its tag does not: by a role of ARIA, by the name of a custom element, by the kind of a block.

A `<div role="heading" aria-level="2">` is a heading to whoever listens to the page, and `<x-h2>` is one by its name. Both are read as the
element of HTML that means the same. A tag with a meaning of its own keeps it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import regex

from .elements import HEADINGS

GENERIC = frozenset({"div", "span", "section", "p", "center", "font"})  # tags that say nothing of what they hold
ROLES = {
    "list": "ul",
    "listitem": "li",
    "table": "table",
    "rowgroup": "tbody",
    "row": "tr",
    "cell": "td",
    "gridcell": "td",
    "columnheader": "th",
    "rowheader": "th",
    "blockquote": "blockquote",
    "caption": "caption",
    "figure": "figure",
    "term": "dt",
    "definition": "dd",
    "code": "code",
    "superscript": "sup",
    "subscript": "sub",
    "deletion": "del",
    "emphasis": "em",
    "strong": "strong",
    "article": "article",
    "main": "main",
    "navigation": "nav",
    "complementary": "aside",
    "contentinfo": "footer",
}
PRESENTATIONAL = frozenset({"presentation", "none"})
LAYOUT = "layout"  # a table that says that it is none
DEFAULT_LEVEL = 2  # of a heading that does not say its own, after the standard
# The last word of the name of a custom element: that of an element of HTML, or the item of an ordered or unordered list.
CUSTOM = {**{name: name for name in (*HEADINGS, "p", "ul", "ol", "li", "blockquote")}, "oli": "li", "uli": "li"}
# Where editors of blocks note the kind of each, and how.
BLOCK_KINDS = ("data-block-type", "data-node-type", "data-type")
BLOCK_KIND = regex.compile(
    r"(?:h|heading)[-_]?(?P<level>[1-6])|(?P<li>bullet|ordered|(?:bulleted|numbered|bullet|ordered|unordered)[-_]?list(?:[-_]?item)?)"
    r"|(?P<blockquote>blockquote|quote(?:[-_]?container)?)",
    regex.IGNORECASE,
)
TELLING = regex.compile(r"\brole\s*=|\bdata-(?:block-|node-)?type\s*=", regex.IGNORECASE)

# Styles that show what elements mean. Word saves the items of a list as paragraphs.
BOLD = regex.compile(r"(?:^|;)\s*font-weight\s*:\s*(?:bold|[6-9]00)\b", regex.IGNORECASE)
STRUCK = regex.compile(r"(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*line-through", regex.IGNORECASE)
RAISED = regex.compile(r"(?:^|;)\s*vertical-align\s*:\s*(super|sub)\b", regex.IGNORECASE)
RAISING = {"super": "sup", "sub": "sub"}
RAISABLE = frozenset({"span", "font", "small", "a"})
WORD_ITEM = regex.compile(r"(?:^|;)\s*mso-list\s*:\s*l\d", regex.IGNORECASE)


def stated_name(name: str, attributes: Mapping[str, str]) -> str:
    """The name of the element of HTML that an element stands for; its own where it says nothing else."""
    role = attributes.get("role", "").lower()
    if name == "table":
        return LAYOUT if role in PRESENTATIONAL else name
    own = custom_name(name)
    if own != name or (name not in GENERIC and "-" not in name):
        return own
    for word in role.split():
        if word == "heading":
            return _heading(attributes.get("aria-level", ""))
        if word in ROLES:
            return ROLES[word]
    kind = next((match for key in BLOCK_KINDS if (match := BLOCK_KIND.fullmatch(attributes.get(key, "")))), None)
    if kind is None:
        return name
    return f"h{kind['level']}" if kind["level"] else kind.lastgroup or name


def unfolds(attributes: Mapping[str, str]) -> bool:
    """True for an element that unfolds another, of which it is the heading."""
    return "aria-expanded" in attributes and "aria-controls" in attributes


def is_numbered(item: Mapping[str, str]) -> bool:
    """True for the attributes of an item of `<ol>` but where it says that it has a bullet, or a box to tick."""
    return item.get("data-list", "ordered") == "ordered"


@lru_cache(maxsize=256)
def custom_name(name: str) -> str:
    """The name of the element of HTML of which a custom element has the name behind its hyphen; any other name itself."""
    return CUSTOM.get(name.rpartition("-")[2], name) if "-" in name else name


def _heading(level: str) -> str:
    return f"h{min(6, max(1, int(level)))}" if level.isascii() and level.isdigit() and len(level) < 3 else f"h{DEFAULT_LEVEL}"


def styled_names(name: str, style: str) -> list[str]:
    """The names of the elements of HTML that mean what a style shows."""
    names = ["li"] if name == "p" and WORD_ITEM.search(style) else []
    names += ["strong"] if BOLD.search(style) else []
    names += ["del"] if STRUCK.search(style) else []
    raised = RAISED.search(style) if name in RAISABLE else None
    return [*names, RAISING[raised[1].lower()]] if raised else names
