"""Where the title is repeated, and what is glued to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from ...core.lines import Line, head, lines, tail
from ...core.normalize import caseless_letters
from ...core.reading import Change, Proposal, Query, Reading
from ...rules.rulebook import Rulebook
from ..datelines.grammar import grammar
from ..line_kinds import LONGEST_NAME, is_image, is_metadata, is_no_title, is_section_row, is_short_lined
from ..markup import is_page
from .page_titles import page_titles, site_names_start
from .title_choice import DISTINCTIVE, REPEATABLE, SITE, below_name, confirmed_title, find_title, names_section

REPEATED, TAG, FULL_STOP, NAME, SUFFIX = "repeated-title", "title-tag", "title-full-stop", "name-above-title", "title-site-name"
AGAIN, SECTION = "title-again", "title-section-name"


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
    candidates = [line for line in head(reading.text) if not is_no_title(line, rulebook)]
    text_lines = lines(reading.text)
    if title == below_name(candidates, text_lines):
        yield Change(candidates[0].span.start, candidates[0].span.end, "", NAME, sure=False)
    elif not is_page(reading) and title == confirmed_title(text_lines, rulebook):
        yield from _above_title(text_lines[: text_lines.index(title)], title, rulebook)
    elif not is_page(reading):
        above = text_lines[: text_lines.index(title)]
        rows = (line for line in above if is_section_row(line) or names_section(line, [title], text_lines, rulebook))
        yield from (Change(line.span.start, line.span.end, "", SECTION, sure=False) for line in rows)
    tag, bracket, _ = title.text.removeprefix("【").partition("】")
    if title.text.startswith("【") and bracket and tag in rulebook.words.get("title-tags", ()):
        yield Change(start, start + len(tag) + 2, "", TAG)
    site = SITE.search(title.text)
    names = site_names_start(title.text) if site else len(title.text)
    if site and (len(title.core) - len(site.group()) >= REPEATABLE or _names_site_twice(site.group())):
        yield Change(start + site.start(), end, "", SUFFIX)
        # Words for search engines before the name of the site, or the name of a section.
        is_section = len(title.text[names : site.start()].strip(" _|｜丨-–—·»›")) <= LONGEST_NAME
        if (REPEATABLE if is_section else DISTINCTIVE) <= names < site.start():
            yield Change(start + names, start + site.start(), "", SECTION, sure=False)
    elif (names := _names_in_window(reading, title)) < len(title.text):
        yield Change(start + names, end, "", SECTION, sure=False)
    elif title.text.endswith("。") and "。" not in title.text[:-1]:
        yield Change(end - 1, end, "", FULL_STOP)


def _names_site_twice(words: str) -> bool:
    """True for the names of a site and its sections behind a title of which one comes again."""
    names = [caseless_letters(name) for name in regex.split(r"[_|｜丨\s–—-]+", words) if name]
    return len(set(names)) < len(names)


def _above_title(above: Sequence[Line], title: Line, rulebook: Rulebook) -> Iterator[Change]:
    """The lines above a title that more than its place shows: the name of the window, and names of sections and parts of the page."""
    for line in above:
        if line.core != title.core and grammar(rulebook).parse(line.text) is None:
            is_of_page = line.core.startswith(title.core)
            yield Change(line.span.start, line.span.end, "", REPEATED if is_of_page else SECTION, sure=is_of_page)


def _names_in_window(reading: Reading, title: Line) -> int:
    """Where the names of section and site begin in a title line that is the `<title>` of a page; else the end of the line."""
    window = page_titles(reading.raw).window if is_page(reading) else None
    if window is None or not title.span.overlaps(reading.place(window)):
        return len(title.text)
    return site_names_start(title.text)


def _repetitions(reading: Reading, title: Line, rulebook: Rulebook) -> Iterator[Proposal]:
    """The other lines that are the title: residue of the page above the prose, behind the article, and beside an image.

    A short one is a repetition only right beside it. In the midst of prose it stays: a long one is likely to be the caption of a lost
    image; a short one may be a heading, and the editor is asked. In an article of short lines it is a refrain.
    """
    text_lines = lines(reading.text)
    own = text_lines.index(title)
    alike = [n for n, line in enumerate(text_lines) if n != own and line.core == title.core]
    repeated = [n for n in alike if len(title.core) >= REPEATABLE or abs(n - own) == 1]
    if not repeated:
        return
    first = next((n for n, line in enumerate(text_lines) if line.prose), len(text_lines))
    last = len(text_lines) - len(tail(reading.text))
    images = {n for n, line in enumerate(text_lines) if is_image(line, rulebook)}
    is_long = len(title.core) >= DISTINCTIVE
    others = [n for n, line in enumerate(text_lines) if n > own and n not in repeated and not is_metadata(line, rulebook)]
    has_short_lines = is_short_lined([text_lines[n] for n in others]) or (not is_long and sum(n < first for n in others) > 1)
    for n in repeated:
        start, end = text_lines[n].span.start, text_lines[n].span.end
        if n < own or {n - 1, n + 1} & images or (not has_short_lines and (n < first or last <= n <= last + 1)):
            yield Change(start, end, "", REPEATED)
        elif not (has_short_lines or is_long):
            yield Query(start, end, AGAIN, rulebook.rules[AGAIN].confidence if AGAIN in rulebook.rules else 0.5, put="")


def is_caption(line: Line, title: Line) -> bool:
    """True for a line amid the prose that says what a long title says: the words that stood in the place of an image."""
    return len(title.core) >= DISTINCTIVE and line.core == title.core
