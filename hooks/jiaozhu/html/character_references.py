"""Character references (`&amp;`, `&#20013;`, `&copy`) and the characters that they stand for, after the HTML standard."""

from __future__ import annotations

from functools import lru_cache
from html import unescape
from html.entities import html5

import regex

MAX_DIGITS = 8  # of a numeric reference that stands for a character
# Without its semicolon, a reference counts only if it has one of the names for which the standard still allows it.
LEGACY_NAMES = sorted((name for name in html5 if not name.endswith(";")), key=lambda name: (-len(name), name))
REFERENCE = regex.compile(rf"&(?:#[0-9]++;?+|#[xX][0-9A-Fa-f]++;?+|[A-Za-z][A-Za-z0-9]{{1,31}}+;|(?:{'|'.join(LEGACY_NAMES)}))")


def resolve_references(text: str) -> str:
    """``text`` with the characters in the place of their references."""
    return REFERENCE.sub(lambda match: referenced_text(match[0]), text) if "&" in text else text


@lru_cache(maxsize=1024)
def referenced_text(reference: str) -> str:
    """What ``reference`` stands for; the reference itself where it stands for nothing."""
    if reference[1] != "#":
        return unescape(reference)
    base = 16 if reference[2] in "xX" else 10
    digits = reference.strip("&#xX;").lstrip("0") or "0"
    return "\ufffd" if len(digits) > MAX_DIGITS else unescape(f"&#{int(digits, base)};")
