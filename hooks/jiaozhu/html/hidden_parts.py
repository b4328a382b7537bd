"""What a page hides, and what of it is its text all the same.

A page hides what a reader may unfold: a button says by `aria-expanded` that it folds something, and by `aria-controls` what. That is the
page's text, as the content of `<details>` is. The menus of a page fold in the same way; they are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import regex

from .elements import PAGE_CONTAINERS

NOT_DISPLAYED = regex.compile(r"(?:^|;)\s*display\s*:\s*none\b", regex.IGNORECASE)
FOLDING = regex.compile(r"<[A-Za-z](?=[^<>]*\saria-expanded\s*=)[^<>]*\saria-controls\s*=\s*[\"']?([^\"'<>]+)", regex.IGNORECASE)
FRAME = frozenset({"nav", "header", "footer", "aside", "form", "menu"})  # around what folds, but is no text
PANEL = "region"  # the role of what folds, as the standard wants it
AHEAD = 600  # characters within which a folded passage has a sentence
SENTENCE = regex.compile(r"(?:[^<。！？]|<(?!/?(?:nav|ul|ol|li|form|input|select|button|menu)\b))*+[。！？]", regex.IGNORECASE)


def folded_ids(page: str) -> frozenset[str]:
    """The ids of the elements that a page folds and unfolds."""
    if "aria-expanded" not in page:
        return frozenset()
    return frozenset(word for match in FOLDING.finditer(page) for word in match[1].split())


def is_hidden(name: str, values: Mapping[str, str], *, is_beside_formula: bool) -> bool:
    """True for an element that the page hides, unless it holds the whole article; and for a formula that only repeats the last one."""
    if name in PAGE_CONTAINERS:
        return False
    is_repetition = is_beside_formula and values.get("aria-hidden", "").lower() == "true"
    hides = not values.get("hidden", "until").lower().startswith("until")
    return hides or is_repetition or bool(NOT_DISPLAYED.search(values.get("style", "")))


def is_folded_text(page: str, content: int, values: Mapping[str, str], folded: frozenset[str], around: Iterable[str]) -> bool:
    """True for a hidden element with its content at ``content`` that unfolds to a passage, with elements of these names around it."""
    if values.get("id", "") not in folded or not folded or any(name in FRAME for name in around):
        return False
    return values.get("role", "").lower() == PANEL or SENTENCE.match(page, content, content + AHEAD) is not None
