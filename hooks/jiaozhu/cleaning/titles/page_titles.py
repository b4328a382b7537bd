"""The title of a web page, from all that states one: headings, `<meta>`, JSON-LD, the `<title>` of its window; and which line is it.

A page repeats many lines, so repetition is no sign of a title here. What several of its witnesses agree on is; a heading that none of the
others knows may be the logo of the site.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

import regex

from ...core.lines import Line
from ...core.normalize import caseless_letters, ordinary_characters
from ...core.reading import Reading, Span
from ...html.elements import HEADINGS
from ...html.plain_text import fragment_text
from ...html.structure import read_structure
from ...html.tokens import attribute_values
from ..page_facts.declared import headlines, site_name
from ..page_facts.page_elements import PageElements, page_elements

SEPARATOR = regex.compile(
    r"[_|｜丨]+|(?:\s|(?<=[。！？…”」』）》]))[-–—·»›]+\s"
)  # between the title of an article and the names of its section and its site
DASH = regex.compile(r"[_|｜丨]+|-{1,2}|\s[–—·»›]+\s|\s?[:：]\s")  # the same, and marks that may also be a part of the title
PATH = regex.compile(r"[_|｜丨>»›/／]+|\s[-–—·]+\s?")
ISSUE = regex.compile(
    r"(?:《[^《》]{2,16}》|[\p{Han}A-Za-z0-9]{2,12})?[ ·|｜]*(?:(?:19|20)\d\d年?[ ]?)?"
    r"(?:总?第[ ]?[\d一二三四五六七八九十百]{1,5}[ ]?期|Vol\.?[ ]?\d{1,4}|No\.[ ]?\d{1,4})",
    regex.IGNORECASE,
)  # the number of an issue, with or without the name of its journal
PROGRAM = regex.compile(r"[\s_|｜丨–—-]*Powered by .{0,40}$", regex.IGNORECASE)  # what a site's program adds to its title
SITE = regex.compile(r"(?:网|网站|频道|门户|在线|论坛|博客|首页|日报|晚报|官网|社区|资讯|網|頻道|論壇|部落格)$")
TITLE_CLASS = regex.compile(
    r"(?<!site[-_])(?<!sub[-_])(?<!list[-_])(?:(?:^|[-_])(?:title|tit|bt|biaoti|headline|subject)|(?:article|news|post|content|detail|entry|main|doc|art)title)(?:[-_]?\d*)$",
    regex.IGNORECASE,
)
HOME = regex.compile(
    r"(?:https?:)?//[^/]+/?|/|(?:\.{0,2}/)?(?:index|default)\.\w{3,5}|\.{1,2}/", regex.IGNORECASE
)  # addresses of a first page
MIN_LETTERS = 4  # of a title: the beginnings of fewer may be equal by chance
LONGEST_NAME = 12  # letters of the name of a site or a section
LONGEST = 100  # letters of a title
MOST_SEGMENTS, MOST_JOINED = 8, 4  # of a stated title; lines that may be one title with a break in it
MOST_PLACES = 20  # lines that are the title word for word, of which one is a heading
# What a witness is worth. Nothing is worth as much as a line of the page that a declaration or the window agrees with.
HEADING = {"h1": 3.0, "h2": 1.5, "h3": 1.0, "h4": 1.0, "h5": 1.0, "h6": 1.0}
DECLARED, WINDOW, CLASSED, VISIBLE, DATED_BELOW, AGREED = 3.0, 3.0, 1.5, 1.0, 2.0, 3.0
BELOW = 5  # lines below a title in which the date of the article stands
DAY = regex.compile(
    r"(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}|(?:来源|來源|作者|发布时间|發布時間|发布日期|發布日期|时间|日期)\s?[:：]|\d{1,2}[-月]\d{1,2}日?\s?\d{1,2}:\d{2}"
)


@dataclass(frozen=True, slots=True)
class PageTitles:
    """The title that more than the window states, or nothing; and the place of the `<title>` of the window, if any."""

    declared: str
    window: Span | None


@dataclass(slots=True)
class _Candidate:
    text: str
    heading: float = 0.0
    classed: float = 0.0
    visible: float = 0.0
    dated: float = 0.0
    declared: float = 0.0
    window: float = 0.0

    @property
    def score(self) -> float:
        agreed = AGREED if self.visible and (self.declared >= 0.6 * DECLARED or self.window >= 0.6 * WINDOW) else 0.0
        return self.heading + self.classed + self.visible + self.dated + self.declared + self.window + agreed

    @property
    def is_supported(self) -> bool:
        """True where it is more than what the window says."""
        return bool(self.declared or self.heading or (self.visible and self.window) or (self.dated and self.classed))


@lru_cache(maxsize=4)
def page_titles(raw: str) -> PageTitles:
    """The titles of a page, from its markup."""
    window = next((mark.span for mark in read_structure(raw).landmarks if mark.name == "title"), None)
    candidates = _candidates(raw, page_elements(raw), _words_of(raw, window))
    best = max(candidates, key=lambda candidate: candidate.score, default=None)
    return PageTitles(ordinary_characters(best.text) if best and best.is_supported else "", window)


def site_in_window(raw: str) -> str:
    """The letters of the name of the site in the `<title>`: the last one behind the title itself, or the first before it; or nothing."""
    titles = page_titles(raw)
    text = _window_text(raw, titles)
    names = [letters for part in DASH.split(text) if (letters := caseless_letters(part))]
    declared, window = caseless_letters(titles.declared), caseless_letters(text)
    if len(names) < 2 or not declared:
        return ""
    name = names[-1] if window.startswith(declared) else names[0] if window.endswith(declared) else ""
    return name if name not in declared else ""


def find_page_title(reading: Reading, text_lines: Sequence[Line]) -> Line | None:
    """The line of a web page's text that is its title: below the `<title>`, or else that one itself; None if no line is."""
    titles = page_titles(reading.raw)
    window = reading.place(titles.window) if titles.window else Span(0, 0)
    declared = caseless_letters(titles.declared)
    headings = [mark.span for mark in read_structure(reading.raw).landmarks if mark.name in HEADINGS]
    same = [line for line in text_lines if declared and line.core == declared and not line.span.overlaps(window)][:MOST_PLACES]
    origins = [reading.origin(line.span) for line in same]
    inside = [line for line, origin in zip(same, origins, strict=True) if any(heading.contains(origin) for heading in headings)]
    if same:
        return (inside or same)[0]
    if not declared and (line := own_line(list(takewhile(lambda line: not line.prose, text_lines)), _window_text(reading.raw, titles))):
        return line
    in_window = next((line for line in text_lines if line.span.overlaps(window)), None)
    return in_window if in_window is None or in_window.core.startswith(declared) else None


def own_line(above: Sequence[Line], window: str) -> Line | None:
    """The line that is the article's own title, with which the text of a `<title>` begins: up to a mark, or else by its letters."""
    segments = [caseless_letters(segment) for segment in SEPARATOR.split(window)]
    beginnings = {"".join(segments[: n + 1]) for n in range(len(segments))} - {""}
    whole = next((line for line in above if line.core in beginnings), None)
    letters = caseless_letters(window)
    return whole or next((line for line in above if len(line.core) >= MIN_LETTERS and letters.startswith(line.core)), None)


def _window_text(raw: str, titles: PageTitles) -> str:
    return ordinary_characters(_words_of(raw, titles.window))


def _words_of(raw: str, window: Span | None) -> str:
    return PROGRAM.sub("", fragment_text(window.slice(raw))) if window else ""


def site_names_start(title: str) -> int:
    """Where in the text of a `<title>` the names of section and site begin, with the mark before them; its end if it has none."""
    marks = list(SEPARATOR.finditer(title))
    start = len(title)
    for mark in reversed(marks):
        name = caseless_letters(title[mark.end() : start])
        if len(name) > LONGEST_NAME or len(caseless_letters(title[: mark.start()])) < 2:
            break
        start = mark.start()
    return start


def _candidates(raw: str, elements: PageElements, window: str) -> list[_Candidate]:
    """What may be the title of a page, each with what its witnesses are worth."""
    candidates: dict[str, _Candidate] = {}
    declared = [text[: 2 * LONGEST] for text in headlines(raw, elements)]
    window = window[: 2 * LONGEST]
    for element in elements.named:
        letters = caseless_letters(element.text)
        if element.tag in HEADING or any(map(TITLE_CLASS.search, element.names.split())) or "headline" in element.prop.lower():
            candidate = candidates.setdefault(letters, _Candidate(element.text))
            candidate.heading = max(candidate.heading, HEADING.get(element.tag, 0.0))
            candidate.classed = max(candidate.classed, CLASSED if element.tag not in HEADING else 0.0)
    runs = [*(text[: site_names_start(text)] for text in declared), *_runs(window)]
    for text in runs:
        candidates.setdefault(caseless_letters(text), _Candidate(text))
    for start, text in _visible(elements, {caseless_letters(run) for run in runs}):
        candidate = candidates.setdefault(caseless_letters(text), _Candidate(text))
        candidate.visible = VISIBLE
        below = [bool(DAY.search(line.text)) and not line.is_prose for line in elements.lines[start + 1 : start + 1 + BELOW]]
        candidate.dated = max(candidate.dated, DATED_BELOW / (1 + below.index(True) // 2) if any(below) else 0.0)
    sites = {caseless_letters(site_name(raw)), *_names_of_home(raw)} - {caseless_letters(window)}
    for letters, candidate in candidates.items():
        candidate.declared = DECLARED * max((_agreement(letters, text) for text in declared), default=0.0)
        candidate.window = WINDOW * _agreement(letters, window)
    return [
        candidate
        for letters, candidate in candidates.items()
        if _has_length(letters, candidate)
        and letters not in sites
        and not _is_site(letters, candidate, window)
        and not _is_other(candidate)
    ]


def _names_of_home(raw: str) -> Iterator[str]:
    """The letters of the links to the first page of the site: its name, where it stands as a heading."""
    for element in read_structure(raw).tree:
        if element.name == "a" and HOME.fullmatch(attribute_values(raw, element.tag).get("href", "").strip()):
            yield caseless_letters(fragment_text(raw[element.content.start : min(element.content.end, element.content.start + LONGEST)]))


def _has_length(letters: str, candidate: _Candidate) -> bool:
    """True for a text as long as titles are; one of a single letter is a title where heading and window are both that letter."""
    return 1 < len(letters) <= LONGEST or (len(letters) == 1 and candidate.heading > 0 and candidate.window == WINDOW)


def _visible(elements: PageElements, stated: set[str]) -> Iterator[tuple[int, str]]:
    """The lines that may be a title, with their numbers; and neighbouring lines that together are a title that is stated elsewhere."""
    cores = [caseless_letters(line.text) for line in elements.lines]
    longest = max(map(len, stated), default=0)
    for n, line in enumerate(elements.lines):
        if (not line.is_prose and len(cores[n]) <= LONGEST) or cores[n] in stated:
            yield n, line.text
        joined = cores[n]
        for end in range(n + 1, min(n + MOST_JOINED, len(cores))):
            joined += cores[end]
            if len(joined) > longest or not cores[n] or {cores[n], cores[end]} & stated:
                break
            if joined in stated and cores[end]:
                yield end, "".join(part.text for part in elements.lines[n : end + 1])


def _runs(text: str) -> Iterator[str]:
    """The beginnings of a stated title up to each separator, and what stands behind its first."""
    marks = list(DASH.finditer(text))[:MOST_SEGMENTS]
    yield from (text[: mark.start()].strip() for mark in marks)
    yield text.strip()
    if marks:
        yield text[marks[0].end() :].strip()


def _agreement(letters: str, stated: str) -> float:
    """How well the ``letters`` of a title agree with one that is stated somewhere, with the names of section and site or without."""
    segments = [segment for part in DASH.split(stated) if (segment := caseless_letters(part))][:MOST_SEGMENTS]
    if not segments or not letters:
        return 0.0
    longest = max(segments, key=len)
    starts = [sum(map(len, segments[:n])) for n in range(len(segments) + 1)]
    whole = "".join(segments)
    for first, last in ((a, b) for a in starts for b in starts if a < b):
        if whole[first:last] == letters:
            return 1.0 if longest in letters else 0.8 if first == 0 else 0.1
    if len(letters) >= MIN_LETTERS and whole.startswith(letters):
        return 0.7
    if len(longest) >= MIN_LETTERS and longest in letters and len(letters) <= 2 * len(longest):
        return 0.8 if len(longest) >= 2 * MIN_LETTERS or segments[0] == longest else 0.0
    return 0.0


def _is_other(candidate: _Candidate) -> bool:
    """True for a line that nothing else states: a statement, or a path, whose parts between marks are short: 首页 - 新闻动态."""
    parts = [caseless_letters(part) for part in PATH.split(candidate.text)]
    is_path = len(parts) > 1 and max(map(len, parts)) <= LONGEST_NAME // 2
    return not candidate.declared and not candidate.window and (is_path or candidate.text.endswith("。"))


def _is_site(letters: str, candidate: _Candidate, window: str) -> bool:
    """True for a short segment at either end of the `<title>` that is called as sites are: 江城网."""
    segments = [caseless_letters(part) for part in DASH.split(window)]
    return (
        len(segments) > 1
        and letters in (segments[0], segments[-1])
        and len(letters) <= LONGEST_NAME
        and bool(SITE.search(candidate.text.strip()))
    )
