"""A web page as tokens, each with its place, after the tokenization chapter of the HTML standard.

Nothing is looked up, fetched or run: a page is a text with marks in it. Two things differ from the standard, so that a slip of
the pen does not swallow an article: a `<title>` that is never closed is a tag like any other, and so is `<plaintext>`.
Time grows with the length of the page, whatever stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from html.entities import html5
from typing import Literal

import regex

TokenKind = Literal["text", "open", "close", "code", "aside"]

SPACE = " \t\n\f\r"
CODE = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "noscript"})  # no tags inside, and no references
LITERAL = frozenset({"title", "textarea"})  # no tags inside
LONGEST_NUMBER = 8  # digits of a character reference that names a character

MARK = regex.compile(r"<(?=[A-Za-z/!?])")
NAME = regex.compile(rf"</?+([A-Za-z][^{SPACE}/>]*+)")
# What stands in a tag behind its name, in bounded portions: a pattern that takes in a million attributes at once needs much memory.
INSIDE = regex.compile(
    rf"(?:[{SPACE}/]++|[^{SPACE}/>][^{SPACE}/>=]*+(?:[{SPACE}]*+=[{SPACE}]*+(?:\"[^\"]*+\"?+|'[^']*+'?+|[^{SPACE}>\"'][^{SPACE}>]*+)?+)?+){{1,1000}}+"
)
ATTRIBUTE = regex.compile(
    rf"([^{SPACE}/>][^{SPACE}/>=]*+)(?:[{SPACE}]*+=[{SPACE}]*+(?:\"([^\"]*+)\"?+|'([^']*+)'?+|([^{SPACE}>\"'][^{SPACE}>]*+))?+)?+"
)
COMMENT_END = regex.compile(r"--!?>")
SCRIPT = regex.compile(rf"<!--|-->|<(/?)script(?=[{SPACE}/>])", regex.IGNORECASE)
# A reference without its semicolon counts only where the standard still allows it, for names of old.
OLD = sorted((name for name in html5 if not name.endswith(";")), key=lambda name: (-len(name), name))
REFERENCE = regex.compile(rf"&(?:#[0-9]++;?+|#[xX][0-9A-Fa-f]++;?+|[A-Za-z][A-Za-z0-9]{{1,31}}+;|(?:{'|'.join(OLD)}))")


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch ``[start, end)`` of a page: text, a tag (with its ``name`` in lower case), or what is neither.

    ``code`` is what stands in an element without tags, such as a script; ``aside`` a comment, a doctype, and the like.
    """

    kind: TokenKind
    start: int
    end: int
    name: str = ""


def tokens(page: str) -> Iterator[Token]:
    """The tokens of a page, in order; together they are the whole of it."""
    at = 0
    hopeless: set[str] = set()  # elements that are not closed any more
    while (mark := MARK.search(page, at)) is not None:
        start = mark.start()
        if at < start:
            yield Token("text", at, start)
        token = _token(page, start)
        yield token
        at = token.end
        if token.kind == "open" and token.name in CODE | LITERAL and token.name not in hopeless:
            end = _end(page, at, token.name)
            if end is None:
                hopeless.add(token.name)
                end = len(page) if token.name != "title" else at
            if at < end:
                yield Token("code" if token.name in CODE else "text", at, end, token.name)
            at = end
    if at < len(page):
        yield Token("text", at, len(page))


def attributes(page: str, tag: Token) -> dict[str, str]:
    """The attributes of a tag, names in lower case, references resolved; of two that are called alike the first."""
    found: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(page, tag.start + 1 + len(tag.name), tag.end):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        found.setdefault(match[1].lower(), resolved(value))
    return found


def resolved(text: str) -> str:
    """A text with its character references resolved."""
    return REFERENCE.sub(lambda match: meaning(match[0]), text) if "&" in text else text


@lru_cache(maxsize=1024)
def meaning(reference: str) -> str:
    """What a character reference stands for; itself where it stands for nothing."""
    if reference[1] != "#":
        return unescape(reference)
    base = 16 if reference[2] in "xX" else 10
    digits = reference.strip("&#xX;").lstrip("0") or "0"
    return "\ufffd" if len(digits) > LONGEST_NUMBER else unescape(f"&#{int(digits, base)};")


def _token(page: str, start: int) -> Token:
    """The token that begins with the ``<`` at ``start``."""
    if page.startswith("<!--", start):
        if page.startswith(("<!-->", "<!--->"), start):
            return Token("aside", start, page.index(">", start) + 1)
        found = COMMENT_END.search(page, start + 4)
        return Token("aside", start, found.end() if found else len(page))
    name = NAME.match(page, start)
    if name is None:
        end = page.find(">", start)
        return Token("aside", start, end + 1 if end >= 0 else len(page))
    end = name.end()
    while (inside := INSIDE.match(page, end)) is not None:
        end = inside.end()
    if end == len(page):  # the end of the page breaks it off
        return Token("aside", start, end)
    return Token("close" if page[start + 1] == "/" else "open", start, end + 1, name[1].lower())


def _end(page: str, at: int, name: str) -> int | None:
    """Where the element whose content begins at ``at`` is closed; None where it never is."""
    if name != "script":
        found = _closing(name).search(page, at)
        return found.start() if found else None
    escaped = doubly = False
    for found in SCRIPT.finditer(page, at):
        mark = found[0]
        if mark == "<!--":
            escaped = True
        elif mark == "-->":
            escaped = doubly = False
        elif found[1] and not doubly:
            return found.start()
        elif escaped:
            doubly = not found[1]
    return None


@lru_cache(maxsize=16)
def _closing(name: str) -> regex.Pattern[str]:
    return regex.compile(rf"</{name}(?=[{SPACE}/>])", regex.IGNORECASE)
