"""What the elements around a line are called: their tags, classes and ids as evidence of what part of a page they are.

Names are the taste of whoever made the page, so each is one signal among others. A name of the lists that is short (`ad`, `nav`)
must be a whole word of a class or id; a longer one may stand in the midst of it (`artibodyTitle`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import regex

from ...html.page_parts import TreeElement
from ...html.tokens import attribute_values

PARTS = {  # of a page, with the lists of their names
    "content": "names-of-content",
    "comments": "names-of-comments",
    "links": "names-of-links",
    "tools": "names-of-tools",
    "frame": "names-of-frame",
    "facts": "names-of-facts",
}
SHORT = 4  # letters of a name that must be a whole word
NAMED = regex.compile(r"\b(?:class|id|itemprop|role)\s*=", regex.IGNORECASE)
WORD = regex.compile(r"[A-Z]?[a-z]++|[A-Z]++(?![a-z])")
TAGS = {
    "article": "content",
    "main": "content",
    "nav": "frame",
    "footer": "frame",
    "aside": "links",
    "form": "tools",
    "button": "tools",
}


def parts_named(page: str, element: TreeElement, words: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The parts of a page, of `PARTS`, that an element is called by its tag, or by the names in its attributes."""
    by_tag = frozenset([TAGS[element.name]]) if element.name in TAGS else frozenset()
    if not NAMED.search(page, element.tag.start, element.tag.end):
        return by_tag
    values = attribute_values(page, element.tag)
    names = " ".join(values.get(key, "") for key in ("class", "id", "itemprop", "role"))[:300]
    lists = tuple(words.get(listed, frozenset()) for listed in PARTS.values())
    return by_tag | _parts(names, lists)


@lru_cache(maxsize=4096)
def _parts(names: str, lists: tuple[frozenset[str], ...]) -> frozenset[str]:
    return frozenset(part for part, listed in zip(PARTS, lists, strict=True) if is_named(names, listed))


@lru_cache(maxsize=16384)
def is_named(names: str, listed: frozenset[str]) -> bool:
    """True where a name of a list stands among the ``names`` of an element: a short one as a whole word, a longer one anywhere."""
    if not names.strip():
        return False
    whole = {match[0].lower() for match in WORD.finditer(names)}
    together = names.lower()
    return any(name in whole or (len(name) > SHORT and name in together) for name in listed)
