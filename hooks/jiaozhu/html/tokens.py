"""HTML tokenization: a page as text, tags, raw text and the rest, each with its place, after the HTML standard.

Nothing is looked up, fetched or run: a page is a text with marks in it. Two things differ from the standard, because a slip of
the pen must not swallow an article: a `<title>` that is never closed is a tag like any other, and so is `<plaintext>`.
Time grows linearly with the length of the page, whatever stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

import regex

from .character_references import resolve_references
from .elements import ESCAPABLE_RAW_TEXT, RAW_TEXT, RAW_TEXT_WITH_SCRIPTING

TokenKind = Literal["text", "start_tag", "end_tag", "raw_text", "other"]

SPACE = " \t\n\f\r"
MARKUP = re.compile(r"<[A-Za-z/!?]")  # any other `<` is text
# A tag as it is usually written, in one match: 99.96 % of the tags on scraped pages. Any other tag is read in portions, NAME and then
# INSIDE, to the same end. Both are bounded, because a pattern that takes in a million attributes at once needs much memory. Where
# no possessive quantifier is needed, it is `re`, because that takes half the time of `regex`.
COMMON_TAG = re.compile(
    rf"""<(/?)([A-Za-z][A-Za-z0-9-]*)(?:[{SPACE}]+[^{SPACE}/>=<"']+(?:=(?:"[^"]*"|'[^']*'|[^{SPACE}/>=<"'`]+))?){{0,50}}[{SPACE}]*/?>"""
)
NAME = regex.compile(rf"</?+([A-Za-z][^{SPACE}/>]*+)")
INSIDE = regex.compile(
    rf"(?:[{SPACE}/]++|[^{SPACE}/>][^{SPACE}/>=]*+(?:[{SPACE}]*+=[{SPACE}]*+(?:\"[^\"]*+\"?+|'[^']*+'?+|[^{SPACE}>\"'][^{SPACE}>]*+)?+)?+){{1,1000}}+"
)
ATTRIBUTE = re.compile(rf"([^{SPACE}/>][^{SPACE}/>=]*)(?:[{SPACE}]*=[{SPACE}]*(?:\"([^\"]*)\"?|'([^']*)'?|([^{SPACE}>\"'][^{SPACE}>]*))?)?")
COMMENT_END = regex.compile(r"--!?>")
SCRIPT = regex.compile(rf"<!--|-->|<(/?)script(?=[{SPACE}/>])", regex.IGNORECASE)


class Token(NamedTuple):
    """A stretch ``[start, end)`` of a page. ``name`` is that of the tag, or of the element around text without tags, in lower case.

    ``other`` is a comment, a doctype, or a tag that the end of the page breaks off. Tuples, because pages have very many tokens.
    """

    kind: TokenKind
    start: int
    end: int
    name: str = ""


class Attribute(NamedTuple):
    """An attribute at ``[start, end)``: its name in lower case, its value as written, without quotes, and the place of the value."""

    name: str
    value: str
    start: int
    end: int
    value_start: int
    value_end: int


def tokens(page: str, *, scripting: bool = True) -> Iterator[Token]:
    """The tokens of a page in order, which together are all of it. With ``scripting``, `<noscript>` holds raw text, as in a browser
    that runs scripts.
    """
    raw_text = RAW_TEXT_WITH_SCRIPTING if scripting else RAW_TEXT
    without_tags = raw_text | ESCAPABLE_RAW_TEXT
    unclosed: set[str] = set()  # elements without tags inside that are not closed any more
    new = tuple.__new__  # what Token() calls itself: without the call in between, tokenization takes 15 % less time
    is_xml = page.startswith(("<?xml", "\ufeff<?xml"))  # where an element may be closed in its start tag, whatever it is
    at, start = 0, page.find("<")
    while start >= 0:
        match = COMMON_TAG.match(page, start)
        if match is not None:
            slash, name = match.groups()
            kind, end, name = "end_tag" if slash else "start_tag", match.end(), name.lower()
        elif MARKUP.match(page, start) is None:
            start = page.find("<", start + 1)
            continue
        else:
            kind, _, end, name = _uncommon_token(page, start)
        if at < start:
            yield new(Token, ("text", at, start, ""))
        yield new(Token, (kind, start, end, name))
        at = end
        if kind == "start_tag" and name in without_tags and name not in unclosed and not (is_xml and page[end - 2] == "/"):
            content_end = _content_end(page, at, name)
            if content_end is None:
                unclosed.add(name)
                content_end = len(page) if name != "title" else at
            if at < content_end:
                yield Token("raw_text" if name in raw_text else "text", at, content_end, name)
            at = content_end
        start = page.find("<", at)
    if at < len(page):
        yield Token("text", at, len(page))


def attributes(page: str, tag: Token) -> Iterator[Attribute]:
    """The attributes of a tag, in order."""
    for match in ATTRIBUTE.finditer(page, tag.start + 1 + len(tag.name), tag.end):
        group = match.lastindex if match.lastindex != 1 else None
        start, end = match.span(group) if group else (match.end(), match.end())
        yield Attribute(match[1].lower(), page[start:end], *match.span(), start, end)


def attribute_values(page: str, tag: Token) -> dict[str, str]:
    """The values of the attributes of a tag by their names, references resolved; of two with one name the first."""
    values: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(page, tag.start + 1 + len(tag.name), tag.end):
        name = match[1].lower()
        if name not in values:
            value = (match[match.lastindex or 1] or "") if match.lastindex != 1 else ""
            values[name] = resolve_references(value) if "&" in value else value
    return values


def _uncommon_token(page: str, start: int) -> Token:
    """The token that begins with the ``<`` at ``start``."""
    if page.startswith("<!--", start):
        if page.startswith(("<!-->", "<!--->"), start):
            return Token("other", start, page.index(">", start) + 1)
        match = COMMENT_END.search(page, start + 4)
        return Token("other", start, match.end() if match else len(page))
    name = NAME.match(page, start)
    if name is None:
        end = page.find(">", start)
        return Token("other", start, end + 1 if end >= 0 else len(page))
    end = name.end()
    while (inside := INSIDE.match(page, end)) is not None:
        end = inside.end()
    if end == len(page):  # the end of the page breaks it off
        return Token("other", start, end)
    return Token("end_tag" if page[start + 1] == "/" else "start_tag", start, end + 1, name[1].lower())


def _content_end(page: str, at: int, name: str) -> int | None:
    """Where the element without tags whose content begins at ``at`` is closed; None where it never is."""
    if name != "script":
        match = _end_tag(name).search(page, at)
        return match.start() if match else None
    escaped = doubly_escaped = False
    for match in SCRIPT.finditer(page, at):
        mark = match[0]
        if mark == "<!--":
            escaped = True
        elif mark == "-->":
            escaped = doubly_escaped = False
        elif match[1] and not doubly_escaped:
            return match.start()
        elif escaped:
            doubly_escaped = not match[1]
    return None


@lru_cache(maxsize=16)
def _end_tag(name: str) -> regex.Pattern[str]:
    return regex.compile(rf"</{name}(?=[{SPACE}/>])", regex.IGNORECASE)
