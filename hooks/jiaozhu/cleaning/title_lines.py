"""The title: which line it is, where it is repeated, and what is glued to it.

The editor's title comes first, then what a web page itself states (`page_titles.py`), then the first line. A line that stands twice
may be a refrain, or a heading that the table of contents has too: it is the title only where nothing else stands above the prose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from ..core.lines import ENDS, Line, head, lines, tail
from ..core.normalize import caseless_letters, to_simplified
from ..core.reading import Change, Proposal, Query, Reading
from ..rules.rulebook import Rulebook
from .markup import is_page
from .page_titles import find_page_title, page_titles, site_names_start

REPEATED, TAG, FULL_STOP, NAME, SUFFIX = "repeated-title", "title-tag", "title-full-stop", "name-above-title", "title-site-name"
AGAIN, CAPTION, SECTION = "title-again", "title-as-caption", "title-section-name"
SITE = regex.compile(
    r"(?:\s*[_|｜-]\s*[^_|｜\s-]{0,10}(?:网|网站|官网|门户|小说网|新浪财经|新浪新闻|搜狐|网易|知乎|百度|腾讯|微博|豆瓣|简书|博客园|频道)){1,3}\s*$"
)
ITEM = regex.compile(r"\d{1,3}\s*[.、．)）]|[（(]?[一二三四五六七八九十]{1,3}[、)）.]|[-–•·*●]\s")
SHORTEST, LONGEST = 2, 64  # letters of a title
DISTINCTIVE = 10  # letters from which a title that stands again beside prose is no heading of the same words
REPEATABLE = 6  # letters from which a line that stands twice is a title rather than a refrain


def find_title(reading: Reading, rulebook: Rulebook) -> Line | None:
    """The title of a text: the line that the editor or the page names, or else the first line above the prose; None if there is none.

    Lines that a metadata rule reads, and placeholders of images, are no candidates.
    """
    text_lines = lines(reading.text)
    candidates = [line for line in head(reading.text) if not is_metadata(line, rulebook)]
    edited = caseless_letters(rulebook.edited_title)
    line = next((line for line in candidates if edited and line.core == edited), None)
    if line is None and is_page(reading):
        line = find_page_title(reading, text_lines)
        if line is None and page_titles(reading.raw).declared:
            return None
    return line or _below_name(candidates, text_lines) or _first_line(reading.text, candidates, text_lines, rulebook)


def _below_name(candidates: Sequence[Line], text_lines: Sequence[Line]) -> Line | None:
    """The title under the name of a publisher: all lines between that name and the prose are the title, which stands there twice."""
    if len(candidates) < 3 or not _is_name(candidates[0]) or not any(line.prose for line in text_lines):
        return None
    title = candidates[1]
    is_alone = all(line.core == title.core for line in candidates[2:])
    return title if is_alone and REPEATABLE <= len(title.core) <= LONGEST and title.core != candidates[0].core else None


def _first_line(text: str, candidates: Sequence[Line], text_lines: Sequence[Line], rulebook: Rulebook) -> Line | None:
    """The first line above the prose, if it looks like a title."""
    first = candidates[0] if candidates else None
    if first is None or not SHORTEST <= len(first.core) <= LONGEST or first.text[-1] in "，：；、":
        return None
    if first.text.partition("：")[0] in rulebook.words.get("speakers", ()) and "：" in first.text:
        return None
    if not any(line.prose for line in text_lines):
        return first if _heads_short_lines(text, first, text_lines) else None
    opens_article = first.text.endswith(("。", "。”")) and text_lines[text_lines.index(first) + 1].prose
    return None if opens_article else first


def _heads_short_lines(text: str, first: Line, text_lines: Sequence[Line]) -> bool:
    """True for the first line of a text without prose that differs from the lines below: set apart, no item of their list, no verse."""
    rest = text_lines[text_lines.index(first) + 1 :]
    if not rest or first.text[-1] in "。！…" or any(mark in first.text for mark in "，；。") or ITEM.match(first.text):
        return False
    if all(ITEM.match(line.text) for line in rest):
        return True
    breaks = [_line_breaks(text, above, below) for above, below in zip((first, *rest), rest, strict=False)]
    if breaks[0] > 1 and (1 in breaks or len(rest) < 2):
        return True
    return breaks[0] >= max(breaks) and len(first.core) not in {len(line.core) for line in rest[:4]}


def _line_breaks(text: str, above: Line, below: Line) -> int:
    """How many line breaks stand between two lines: two or more where a blank line sets them apart."""
    return min(2, len(text[above.span.end : below.span.start].splitlines()) - 1)


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Proposal]:
    """Cut repetitions of the title, and the tag, the full stop and the names that are glued to it; ask where it may be a heading."""
    title = find_title(reading, rulebook)
    if title is None:
        return
    for proposal in (*_glued(reading, title, rulebook), *_repetitions(reading, title, rulebook)):
        if proposal.rule in rulebook.rules:
            yield proposal


def _glued(reading: Reading, title: Line, rulebook: Rulebook) -> Iterator[Change]:
    """The changes of the title line itself, and of the publisher's name above it."""
    start, end = title.span.start, title.span.end
    candidates = [line for line in head(reading.text) if not is_metadata(line, rulebook)]
    if title == _below_name(candidates, lines(reading.text)):
        yield Change(candidates[0].span.start, candidates[0].span.end, "", NAME, sure=False)
    tag, bracket, _ = title.text.removeprefix("【").partition("】")
    if title.text.startswith("【") and bracket and tag in rulebook.words.get("title-tags", ()):
        yield Change(start, start + len(tag) + 2, "", TAG)
    site = SITE.search(title.text)
    if site and len(title.core) - len(site.group()) >= REPEATABLE:
        yield Change(start + site.start(), end, "", SUFFIX)
    elif (names := _names_in_window(reading, title)) < len(title.text):
        yield Change(start + names, end, "", SECTION, sure=False)
    if title.text.endswith("。") and "。" not in title.text[:-1]:
        yield Change(end - 1, end, "", FULL_STOP)


def _names_in_window(reading: Reading, title: Line) -> int:
    """Where the names of section and site begin in a title line that is the `<title>` of a page; else the end of the line."""
    window = page_titles(reading.raw).window if is_page(reading) else None
    if window is None or not title.span.overlaps(reading.place(window)):
        return len(title.text)
    return site_names_start(title.text)


def _repetitions(reading: Reading, title: Line, rulebook: Rulebook) -> Iterator[Proposal]:
    """The other lines that are the title: residue of the page above the prose, behind the article, and beside an image.

    In the midst of prose a long one is likely to be the caption of a lost image; a short one may be a heading, and the editor is
    asked. In an article of short lines it is a refrain, and stays.
    """
    text_lines = lines(reading.text)
    own = text_lines.index(title)
    repeated = [n for n, line in enumerate(text_lines) if n != own and line.core == title.core] if len(title.core) >= REPEATABLE else []
    if not repeated:
        return
    first = next((n for n, line in enumerate(text_lines) if line.prose), len(text_lines))
    last = len(text_lines) - len(tail(reading.text))
    images = {n for n, line in enumerate(text_lines) if is_image(line, rulebook)}
    is_long = len(title.core) >= DISTINCTIVE
    others = [line for n, line in enumerate(text_lines) if n > own and n not in repeated and not is_metadata(line, rulebook)]
    has_short_lines = is_short_lined(others) or (not is_long and sum(line.span.start < text_lines[first].span.start for line in others) > 1)
    for n in repeated:
        start, end = text_lines[n].span.start, text_lines[n].span.end
        if n < own or {n - 1, n + 1} & images or (not has_short_lines and (n < first or last <= n <= last + 1)):
            yield Change(start, end, "", REPEATED)
        elif not has_short_lines and is_long:
            yield Change(start, end, "", CAPTION, sure=False)
        elif not has_short_lines:
            yield Query(start, end, AGAIN, rulebook.rules[AGAIN].confidence if AGAIN in rulebook.rules else 0.5, put="")


def is_short_lined(text_lines: Sequence[Line]) -> bool:
    """True for an article most of which are short lines: a poem, a song, a notice, prose with one clause a line."""
    return 2 * sum(len(line.core) for line in text_lines if line.prose) < sum(len(line.core) for line in text_lines)


def is_image(line: Line, rulebook: Rulebook) -> bool:
    """True for the placeholder of an image that the text has lost."""
    rules = (rule for rule in rulebook.table("boilerplate") if rule.leaves)
    return any(rule.find is not None and rule.find.fullmatch(to_simplified(line.text)) for rule in rules)


def is_metadata(line: Line, rulebook: Rulebook) -> bool:
    """True for a line that states facts about the article, or is the placeholder of an image: it is neither title nor heading."""
    simplified = to_simplified(line.text)
    rules = rulebook.table("metadata")
    return any(rule.find is not None and rule.find.fullmatch(simplified) for rule in rules) or is_image(line, rulebook)


def states_title(line: Line, rulebook: Rulebook) -> bool:
    """True for a line of metadata that states the title among other facts: `题目 2022-09-21 来源：…`."""
    rules = (rule for rule in rulebook.table("metadata") if rule.find is not None and "title" in rule.find.groupindex)
    return any(rule.find is not None and rule.find.fullmatch(to_simplified(line.text)) for rule in rules)


def _is_name(line: Line) -> bool:
    """True for a line that may be the name of a publisher: short, and without marks."""
    return 2 <= len(line.core) <= 10 and not any(c in ENDS or c in "“”‘’（）《》" for c in line.text)
