"""What stands in a Markdown text and is none of it: the title block of Pandoc, the facts that Joplin writes at the end, and comments."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import regex

from ..core.reading import Span

# Of Pandoc: title, authors and day, each behind a per cent sign.
TITLE_BLOCK = regex.compile(
    r"\A\ufeff?%[ \t]+(?P<title>[^\r\n]+)\r?\n%[ \t]*(?P<author>[^\r\n]*)(?:\r?\n%[ \t]*(?P<date>[^\r\n]*))?[ \t]*\r?\n(?=[ \t]*\r?\n)"
)
# Of Joplin (RAW): an id of 32 digits first, and the type last.
TAIL = regex.compile(r"(?<=\n)\s*^id:[ ][0-9a-f]{32}[ \t]*\r?\n(?:[a-z_]{2,40}:[^\r\n]*\r?\n){3,60}type_:[ ]\d{1,2}\s*\Z", regex.MULTILINE)
FACT = regex.compile(r"^([a-z_]{2,40}):[ \t]*([^\r\n]*?)[ \t]*\r?$", regex.MULTILINE)
# Of Obsidian, in a line or around lines, outside of code and formulas, which the first alternatives pass over.
COMMENT = regex.compile(
    r"""^[ ]{0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n(?:(?!^[ ]{0,3}(?P=fence)).*\n){0,2000}(?:^[ ]{0,3}(?P=fence).*$|\Z)
        |(?<!`)(?P<code>`+)(?!`)(?:(?!\n[ \t]*\n)[^`]|(?!(?<!`)(?P=code)(?!`))`)*?(?<!`)(?P=code)(?!`)
        |^(?:\t|[ ]{4}).*$
        |\$\$[^$]{1,2000}\$\$|\$(?![\s$])[^$\n]{1,300}(?<!\s)\$(?!\d)
        |(?P<block>^%%[ \t]*\r?\n(?:(?!.*%%).*\n){1,500}^%%[ \t]*$)
        |(?<![%\\A-Za-z0-9])(?P<inline>%%(?!%)(?:(?!%%)[^\n\r]){1,1000}%%)(?![%A-Za-z0-9])""",
    regex.MULTILINE | regex.VERBOSE,
)


def title_block(raw: str) -> Mapping[str, Span]:
    """Where the title, the authors and the day of a title block stand, and the ``block`` itself; empty where there is none."""
    match = TITLE_BLOCK.match(raw)
    if match is None:
        return {}
    return {"block": Span(*match.span()), **{name: Span(*match.span(name)) for name in ("title", "author", "date") if match[name]}}


def outside_facts(raw: str) -> Mapping[str, str]:
    """What the title block and the facts at the end say, by their keys."""
    block = title_block(raw)
    tail = facts_at_end(raw)
    stated = {name: raw[place.start : place.end].strip() for name, place in block.items() if name != "block"}
    return {**({match[1]: match[2] for match in FACT.finditer(raw, tail.start, tail.end)} if tail else {}), **stated}


def facts_at_end(raw: str) -> Span | None:
    """Where the facts that Joplin writes at the end of a note stand, with the blank lines above them."""
    at = raw.rfind("\nid: ")
    match = TAIL.search(raw, max(0, len(raw[:at].rstrip()))) if at >= 0 else None
    return Span(*match.span()) if match else None


@lru_cache(maxsize=4)
def comments(raw: str) -> tuple[Span, ...]:
    """The comments, in order."""
    if "%%" not in raw:
        return ()
    return tuple(Span(*match.span()) for match in COMMENT.finditer(raw) if match["block"] or match["inline"])


def masked(raw: str) -> str:
    """The text with blanks in the place of all that is none of it, so that each other character keeps its place."""
    block, tail = title_block(raw), facts_at_end(raw)
    for span in (*((block["block"],) if block else ()), *comments(raw), *((tail,) if tail else ())):
        raw = raw[: span.start] + regex.sub(r"[^\r\n]", " ", raw[span.start : span.end]) + raw[span.end :]
    return raw
