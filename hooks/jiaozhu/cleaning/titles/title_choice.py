"""Which line is the title.

The editor's title comes first, then what a web page itself states (`page_titles.py`), then the line that those above the article choose
(`sites/title_model.py`), and then the first line. A line that stands twice may be a refrain, or a heading that the table of contents has
too: it is the title only where nothing else stands above the prose.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

import regex

from ...core.lines import Line, lines
from ...core.lines import head as lines_above
from ...core.normalize import caseless_letters
from ...core.reading import Reading
from ...page_body.region import find_region
from ...rules.rulebook import Rulebook
from ...sites.page import LABEL, is_paragraph
from ...sites.title_model import Head, title_odds
from ..datelines.grammar import grammar
from ..datelines.headers import read_headers
from ..line_kinds import is_metadata, is_name, is_no_title, is_section_row
from ..markup import is_markdown_reading, is_page, structure_of
from .letterhead import letterhead_title
from .page_titles import ISSUE, find_page_title, page_titles

SUBTITLES = "subtitle-time"  # the rule that cuts the times out of a file of subtitles, which has no title
# The names of a site or its section at the end of a title. Behind a hyphen fewer words are names, since titles have hyphens of their own.
SITE_WORDS = "网|网站|官网|门户|频道|新浪财经|新浪新闻|搜狐|网易|知乎|百度|腾讯|微博|豆瓣|简书|博客园|日报|晚报|时报|商报|周刊"
SECTION_WORDS = "新闻|财经|资讯|科技|体育|娱乐|社区|论坛|博客|在线|头条|订阅|中心|杂志|之家|客户端|百科|平台"
SITE = regex.compile(
    rf"(?:\s*[_|｜丨][_|｜丨\s]*[^_|｜丨\s-]{{0,10}}(?:{SITE_WORDS}|{SECTION_WORDS})|\s*[-–—]{{1,2}}\s*[^_|｜丨\s–—-]{{0,10}}(?:{SITE_WORDS})){{1,4}}\s*$"
)
ITEM = regex.compile(r"\d{1,3}\s*[.、．)）]|[（(]?[一二三四五六七八九十]{1,3}[、)）.]|[-–•·*●]\s")
LINES_OF_HEAD = 2  # lines above the prose from which they choose the title
LIKELY, SURE = 0.5, 0.95  # the odds of the likeliest line at least, on a page and in a text that need not be one
SHORTEST, LONGEST = 2, 64  # letters of a title
DISTINCTIVE = 10  # letters from which a title that stands again beside prose is no heading of the same words
SECTION_NAME = 4  # letters of a title from which it is no name of a section
REPEATABLE = 6  # letters from which a line that stands twice is a title rather than a refrain


def find_title(reading: Reading, rulebook: Rulebook) -> Line | None:
    """The title of a text: the line that the editor, the site or the page names, or else the first above the prose; None if there is none.

    It is decided once, before the lines around it are cut, and is then the line at ``rulebook.title_place``. Lines of metadata and
    placeholders of images are no candidates.
    """
    text_lines = lines(reading.text)
    if rulebook.title_place is not None:
        place = reading.place(rulebook.title_place)
        return next((line for line in text_lines if len(place) and line.span.overlaps(place)), None)
    headers = read_headers(text_lines, grammar(rulebook))
    above = [line for line in lines_above(reading.text) if line not in headers.lines]
    candidates = [line for line in above if not is_no_title(line, rulebook)]
    edited = caseless_letters(rulebook.edited_title)
    line = next((line for line in candidates if edited and line.core == edited), None)
    for parts in (rulebook.stated_parts, rulebook.site_parts) if line is None else ():
        stated = reading.place(parts.title) if parts and parts.title else None
        line = line or next((line for line in text_lines if stated and stated.start <= line.span.start < stated.end), None)
    if line is None and is_page(reading):
        line = find_page_title(reading, text_lines)
        if line is None and page_titles(reading.raw).declared:
            return None
    if line is None and is_markdown_reading(reading):
        line = _top_heading(reading, text_lines)
    if line is not None or headers.title is not None or any(run.rule == SUBTITLES for run in reading.runs):
        return line
    line = letterhead_title(text_lines) or below_name(candidates, text_lines) or confirmed_title(text_lines, rulebook)
    return line or _first_line(reading.text, candidates, text_lines, rulebook)


def _top_heading(reading: Reading, text_lines: Sequence[Line]) -> Line | None:
    """The heading of the highest level with which a text in Markdown begins, or the only one, if no prose stands above it."""
    structure = structure_of(reading)
    headings = [reading.place(element.span) for element in structure.elements if element.name == "h1"] if structure else []
    above = list(takewhile(lambda line: not line.prose, text_lines)) if len(headings) == 1 else text_lines[:1]
    return next((line for line in above if any(line.span.overlaps(place) for place in headings)), None)


def confirmed_title(text_lines: Sequence[Line], rulebook: Rulebook) -> Line | None:
    """The title of a text with several lines above its prose, as a page has that was saved as text: the line that is it most likely."""
    body = first_paragraph(text_lines, rulebook) if len(text_lines) > LINES_OF_HEAD else 0
    if body < LINES_OF_HEAD:
        return None
    head = Head(tuple(text_lines), body)
    excluded = {n for n in range(body) if is_no_title(text_lines[n], rulebook) or ISSUE.fullmatch(text_lines[n].text)}
    odds = title_odds(head, rulebook.title_weights, excluded)
    best = max(odds, key=lambda n: odds[n], default=None)
    if best is None or odds[best] < (SURE if head.is_plain else LIKELY) or (head.is_plain and LABEL.match(text_lines[best].text)):
        return None
    title = text_lines[best]
    return title if SHORTEST <= len(title.core) <= LONGEST and title.text[-1] not in "，；：、" else None


def first_paragraph(text_lines: Sequence[Line], rulebook: Rulebook) -> int:
    """The number of the first paragraph of the article on a page; 0 where it has none, or where hardly a line stands above any."""
    if any(map(is_paragraph, text_lines[:LINES_OF_HEAD])):  # as of most texts that are no pages
        return 0
    region = find_region(text_lines, rulebook)
    return next((n for n in range(region.start, region.end) if is_paragraph(text_lines[n])), 0)


def below_name(candidates: Sequence[Line], text_lines: Sequence[Line]) -> Line | None:
    """The title under the name of a publisher: all lines between that name and the prose are the title, which stands there twice."""
    if len(candidates) < 3 or not is_name(candidates[0]) or not any(line.prose for line in text_lines):
        return None
    title = candidates[1]
    is_alone = all(line.core == title.core for line in candidates[2:])
    return title if is_alone and REPEATABLE <= len(title.core) <= LONGEST and title.core != candidates[0].core else None


def _first_line(text: str, candidates: Sequence[Line], text_lines: Sequence[Line], rulebook: Rulebook) -> Line | None:
    """The first line above the prose, if it looks like a title."""
    if candidates and names_section(candidates[0], candidates[1:], text_lines, rulebook):
        candidates = candidates[1:]
    first = candidates[0] if candidates else None
    if first is None or not SHORTEST <= len(first.core) <= LONGEST or first.text[-1] in "，：；、":
        return None
    if first.text.partition("：")[0] in rulebook.words.get("speakers", ()) and "：" in first.text:
        return None
    if not any(line.prose for line in text_lines):
        return first if _heads_short_lines(text, first, text_lines) else None
    opens_article = first.text.endswith(("。", "。”")) and text_lines[text_lines.index(first) + 1].prose
    return None if opens_article else first


def names_section(line: Line, below: Sequence[Line], text_lines: Sequence[Line], rulebook: Rulebook) -> bool:
    """True for the first of the lines above the prose, where it names an issue, sections or, in few letters, a section, and the title is
    the next of them: a long line, after a short name one with metadata below it.
    """
    if not below or len(below[0].core) < DISTINCTIVE:
        return False
    following = text_lines[text_lines.index(below[0]) + 1 :]
    is_short = len(line.core) < SECTION_NAME and bool(following) and is_metadata(following[0], rulebook)
    return is_short or ISSUE.fullmatch(line.text) is not None or is_section_row(line)


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
