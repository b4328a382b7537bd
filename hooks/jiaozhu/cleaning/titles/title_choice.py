"""Which line is the title.

The editor's title comes first, then what a web page itself states (`page_titles.py`), then the first line. A line that stands twice
may be a refrain, or a heading that the table of contents has too: it is the title only where nothing else stands above the prose.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

import regex

from ...core.lines import Line, head, lines
from ...core.normalize import caseless_letters
from ...core.reading import Reading
from ...rules.rulebook import Rulebook
from ..datelines.grammar import grammar
from ..datelines.headers import read_headers
from ..datelines.rows import by_line
from ..line_kinds import LONGEST_NAME, is_name, is_no_title, is_section_name, is_section_row, is_trail
from ..markup import is_markdown_reading, is_page, structure_of
from .letterhead import letterhead_title
from .page_titles import ISSUE, find_page_title, own_line, page_titles, site_names_start

SUBTITLES = "subtitle-time"  # the rule that cuts the times out of a file of subtitles, which has no title
# The names of a site or its section at the end of a title. Behind a hyphen fewer words are names, since titles have hyphens of their own.
SITE_WORDS = "网|网站|官网|门户|频道|新浪财经|新浪新闻|搜狐|网易|知乎|百度|腾讯|微博|豆瓣|简书|博客园|日报|晚报|时报|商报|周刊"
SECTION_WORDS = "新闻|财经|资讯|科技|体育|娱乐|社区|论坛|博客|在线|头条|订阅|中心|杂志|之家|客户端|百科|平台"
SITE = regex.compile(
    rf"(?:\s*[_|｜丨][_|｜丨\s]*[^_|｜丨\s-]{{0,10}}(?:{SITE_WORDS}|{SECTION_WORDS})|\s*[-–—]{{1,2}}\s*[^_|｜丨\s–—-]{{0,10}}(?:{SITE_WORDS})){{1,4}}\s*$"
)
FRONT = regex.compile(r"[^：:，。]+?\s*(?:[_|｜丨»›«‹·–—-]+|[:：])\s*")
BACK = regex.compile(r"\s*(?:[_|｜丨»›«‹·–—-]+|\s[:：])\s*[^：:，。]+")
ITEM = regex.compile(r"\d{1,3}\s*[.、．)）]|[（(]?[一二三四五六七八九十]{1,3}[、)）.]|[-–•·*●]\s")
NEAR = 30  # lines from the name of the window to the title
SHORTEST, LONGEST = 2, 64  # letters of a title
DISTINCTIVE = 10  # letters from which a title that stands again beside prose is no heading of the same words
SECTION_NAME = 6  # letters of the name of a section that stands alone above a title, at most
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
    above = [line for line in head(reading.text) if line not in headers.lines]
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
    line = letterhead_title(text_lines) or confirmed_title(text_lines, rulebook) or below_name(candidates, text_lines)
    return line or _first_line(reading.text, candidates, text_lines, rulebook)


def _top_heading(reading: Reading, text_lines: Sequence[Line]) -> Line | None:
    """The heading of the highest level with which a text in Markdown begins, or the only one, if no prose stands above it."""
    structure = structure_of(reading)
    headings = [reading.place(element.span) for element in structure.elements if element.name == "h1"] if structure else []
    above = list(takewhile(lambda line: not line.prose, text_lines)) if len(headings) == 1 else text_lines[:1]
    return next((line for line in above if any(line.span.overlaps(place) for place in headings)), None)


def confirmed_title(text_lines: Sequence[Line], rulebook: Rulebook) -> Line | None:
    """The title of a text, where more than its place shows it: the name of the window, the trail above it, or the date below it."""
    window = window_title(text_lines, rulebook)
    is_named = window is not None and window != text_lines[0]
    return window if is_named else _below_trail(text_lines, rulebook) or window or _above_metadata(text_lines, rulebook)


def _below_trail(text_lines: Sequence[Line], rulebook: Rulebook) -> Line | None:
    """The line right below the last trail of sections above the prose, if it is long enough for a title."""
    top = list(takewhile(lambda line: not _is_sentence(line), text_lines))
    trail = max((n for n, line in enumerate(top[:-1]) if is_trail(line, rulebook)), default=None)
    title = top[trail + 1] if trail is not None else None
    if title is None or is_no_title(title, rulebook) or is_section_row(title) or title.text[-1] in "。，；：、":
        return None
    return title if REPEATABLE <= len(title.core) <= LONGEST else None


def window_title(text_lines: Sequence[Line], rulebook: Rulebook) -> Line | None:
    """The title of a page that was saved as text: the last line above the prose with which the first, the name of its window, begins.

    Where that names nothing but a section and the site, the title is the line above the date.
    """
    first = text_lines[0] if text_lines else None
    names = site_names_start(first.text) if first else 0
    site = SITE.search(first.text) if first else None
    top = list(takewhile(lambda line: not _is_sentence(line), text_lines[1 : 1 + NEAR]))
    beside = _beside_site(top, first) if first and site is None else None
    if beside is not None:
        return beside
    if first is None or (site is None and names == len(first.text)):
        return None
    window = first.text[: min(names, site.start() if site else names)]
    beginning = caseless_letters(window)
    above = list(takewhile(lambda line: not _is_sentence(line) or line.core == beginning, text_lines[1:]))
    if site is not None and len(beginning) < REPEATABLE:
        return _below_trail(text_lines, rulebook) or _above_date(above, rulebook)
    title = own_line(above, first.text)
    if title is not None:
        return next((line for line in reversed(above) if line.core == title.core), None)
    return first if site is not None and len(first.core) <= LONGEST else None


def _beside_site(above: Sequence[Line], first: Line) -> Line | None:
    """The longest line that is the name of the window but for that of the site, with a mark between: 县报 : 题, 题 « 县报."""
    titles = [line for line in above if len(line.core) >= REPEATABLE and line.core != first.core]
    behind = [(line, first.text.removesuffix(line.text)) for line in titles if first.text.endswith(line.text)]
    in_front = [(line, first.text.removeprefix(line.text)) for line in titles if first.text.startswith(line.text)]
    own = [line for line, rest in behind if FRONT.fullmatch(rest) and len(caseless_letters(rest)) <= LONGEST_NAME]
    own += [line for line, rest in in_front if BACK.fullmatch(rest) and len(caseless_letters(rest)) <= LONGEST_NAME]
    return max(own, key=lambda line: len(line.core), default=None)


def _is_sentence(line: Line) -> bool:
    """True for a line of prose, other than a long row of the names of sections."""
    return line.prose and any(mark in line.text for mark in "，。；")


def _above_date(above: Sequence[Line], rulebook: Rulebook) -> Line | None:
    """The line above the date, with nothing but buttons between, if it is long enough for a title."""
    dated = next((n for n, line in enumerate(above) if (parse := grammar(rulebook).parse(line.text)) and parse.date), 0)
    own = (line for line in reversed(above[:dated]) if not is_no_title(line, rulebook) and not grammar(rulebook).ranks(line.text))
    title = next(own, None)
    return title if title is not None and DISTINCTIVE <= len(title.core) <= LONGEST else None


def _above_metadata(text_lines: Sequence[Line], rulebook: Rulebook) -> Line | None:
    """The line above the date or the author at the top of a text, if all above it are names: of the section, or of the parts of a page."""
    top = list(takewhile(lambda line: not _is_sentence(line), text_lines[1:]))
    parses = [grammar(rulebook).parse(line.text) for line in (text_lines[0], *top)] if text_lines else []
    first = next((n for n, parse in enumerate(parses) if parse is not None and (parse.date or parse.labels)), 0)
    below_trail = max((n + 1 for n, line in enumerate(text_lines[: max(0, first - 1)]) if is_trail(line, rulebook)), default=0)
    above = [line for line in text_lines[below_trail:first] if not is_no_title(line, rulebook) and not grammar(rulebook).ranks(line.text)]
    above = [line for line in above if by_line(line, text_lines[first], grammar(rulebook)) is None]
    if len(above) > 1 and is_section_name(above[-1]) and len(above[-1].core) <= LONGEST_NAME and not is_section_name(above[-2]):
        above = above[:-1]  # the name of an account, between the title and the date
    title = above[-1] if above else None
    if title is None or not SHORTEST <= len(title.core) <= LONGEST or title.text[-1] in "。，；：、" or ISSUE.fullmatch(title.text):
        return None
    names = [line for line in above[:-1] if not ISSUE.fullmatch(line.text)]
    least = REPEATABLE if len(names) > 2 else DISTINCTIVE
    is_headed = len(title.core) >= least and title.text[0] not in "—-" and all(map(is_section_name, names))
    return title if not names or (is_headed and (len(names) > 1 or len(names[0].core) <= SECTION_NAME)) else None


def below_name(candidates: Sequence[Line], text_lines: Sequence[Line]) -> Line | None:
    """The title under the name of a publisher: all lines between that name and the prose are the title, which stands there twice."""
    if len(candidates) < 3 or not is_name(candidates[0]) or not any(line.prose for line in text_lines):
        return None
    title = candidates[1]
    is_alone = all(line.core == title.core for line in candidates[2:])
    return title if is_alone and REPEATABLE <= len(title.core) <= LONGEST and title.core != candidates[0].core else None


def _first_line(text: str, candidates: Sequence[Line], text_lines: Sequence[Line], rulebook: Rulebook) -> Line | None:
    """The first line above the prose, if it looks like a title."""
    is_of_page = bool(candidates) and (ISSUE.fullmatch(candidates[0].text) is not None or is_section_row(candidates[0]))
    if is_of_page and len(candidates) > 1 and len(candidates[1].core) >= DISTINCTIVE:
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
