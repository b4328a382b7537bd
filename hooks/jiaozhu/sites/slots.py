"""The slots of a site's head: on which line its pages have the title and the author, whose words differ from page to page.

A title is what the page itself shows to be one. An author is a name: short, without marks, below
the title; other pages have it too, or other lines of the page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex

from ..core.lines import Line
from ..core.normalize import caseless_letters
from .affixes import Affixes
from .edges import Edges, head_end
from .page import DATES, SitePage, shape
from .title_line import likely_title

START = "^"  # stands for the line above the first
BELOW = 1  # lines below the head that may be a title under a line that few pages have
MOST, NAMED = 0.8, 0.5  # shares of the pages that have a window, or an author's name alone; and a title or an author in one place
UNIQUE = 0.8  # the share of names that are on one page only
FEW = 3  # names from which a slot is one of authors, and not of sections
NAME, SHORT_NAME = range(2, 17), 6  # letters of a name, and of short ones on average
MARKS = regex.compile(r"[，。！？：；《》“”…|｜>·,!?:;#]")
LABEL = regex.compile(r"([^\s：:|｜/／]{1,8})\s?[：:|｜/／]|([^\s：:|｜/／]{1,8})\s+(?=\S*$)")
AUTHOR = regex.compile(r"(?:作者|撰文|撰稿|文|记者|原创|by)$", regex.IGNORECASE)
AUTHOR_BEHIND = regex.compile(r"^\s*(?:已关注|关注|说道|发表于|发布于|著)")
OTHER = regex.compile(
    r"(?:来源|出处|稿源|编辑|责编|校对|审核|分类|标签|栏目|频道|专栏|关键词|点击|阅读|浏览|评论|字号|目录|合集|发布|时间|日期|标题|导读|摘要|图)[^\s]{0,4}$"
)


@dataclass(frozen=True, slots=True)
class HeadPlace:
    """The place of a line in the head: so many lines below one that most pages have."""

    anchor: str
    offset: int


@dataclass(frozen=True, slots=True)
class Slots:
    """Where the title and the author stand; ``window`` is what the first line adds to the title, ``day_first`` how dates are written.

    The author is a line by itself (``author_place``), or stands between other words (``author_words``).
    """

    title: HeadPlace | None = None
    window: Affixes | None = None
    author_place: HeadPlace | None = None
    author_words: Affixes | None = None
    day_first: bool = False


def learn_slots(pages: Sequence[SitePage], edges: Edges, title_weights: Mapping[str, float]) -> Slots:
    """The slots of the ``pages`` of a site."""
    titled = {page.name: likely_title(page, edges, title_weights) for page in pages}
    heads = {page.name: dict(head_places(page, edges)) for page in pages}
    title = _title_place(titled, heads)
    firsts = [page.shapes[0] for page in pages if page.shapes]
    window = next((a for a in edges.slotted_above if not a.prefix and sum(map(a.fits, firsts)) >= MOST * len(pages)), None)
    dates = (regex.split(r"[/.-]", match.group()) for page in pages for line in page.lines[:20] for match in DATES.finditer(line.text))
    day_first = any(len(parts) == 3 and parts[0].isdigit() and 12 < int(parts[0]) < 32 for parts in dates)
    author = _author_slot(pages, heads, titled, edges)
    place = author if isinstance(author, HeadPlace) else None
    return Slots(title, window, place, author if isinstance(author, Affixes) else None, day_first)


def head_places(page: SitePage, edges: Edges) -> Iterator[tuple[HeadPlace, int]]:
    """The places of the lines in a page's head, and of those just below, that are not the same on most pages; each with its line."""
    anchor, at = START, -1
    end = head_end(page, edges)
    for n, own in enumerate(page.shapes[: max(end + BELOW, 2) + 1]):
        if own in edges.usual:
            anchor, at = own, n
        elif page.paragraphs[n]:
            if n >= end:
                break
        else:
            yield HeadPlace(anchor, n - at), n


def find(page: SitePage, place: HeadPlace, edges: Edges) -> int | None:
    """The number of the line of a page that stands in a place."""
    return dict(head_places(page, edges)).get(place)


def is_name(text: str) -> bool:
    letters = caseless_letters(text)
    return len(letters) in NAME and not letters.isdigit() and not MARKS.search(text) and not DATES.search(text)


def _title_place(titled: Mapping[str, int | None], heads: Mapping[str, Mapping[HeadPlace, int]]) -> HeadPlace | None:
    """The place in which most pages have the line that they show to be their title."""
    places = Counter(place for name, own in heads.items() for place, n in own.items() if n == titled[name])
    place, times = places.most_common(1)[0] if places else (None, 0)
    return place if times >= NAMED * len(heads) else None


def _author_slot(
    pages: Sequence[SitePage], heads: Mapping[str, Mapping[HeadPlace, int]], titled: Mapping[str, int | None], edges: Edges
) -> HeadPlace | Affixes | None:
    """The slot whose fills are names of authors; None where none is likely."""
    fills: defaultdict[HeadPlace | Affixes, list[tuple[SitePage, str, int]]] = defaultdict(list)
    for page in pages:
        title = titled[page.name]
        for place, n in heads[page.name].items():
            affixes = next((a for a in edges.slotted_above if a.fits(page.shapes[n])), None)
            span = affixes.fill(page.lines[n].text) if affixes else (0, len(page.lines[n].text))
            if title is not None and n > title and span:
                fills[affixes or place].append((page, page.lines[n].text[slice(*span)], n))
    scores = {slot: _author_score(slot, own, len(pages)) for slot, own in fills.items()}
    best = max(scores, key=lambda slot: scores[slot], default=None)
    return best if best is not None and scores[best] > 0 else None


def _author_score(slot: HeadPlace | Affixes, own: Sequence[tuple[SitePage, str, int]], pages: int) -> float:
    """How likely the fills of a slot are the authors of the pages: above zero where they are."""
    names = [(page, caseless_letters(value), n) for page, value, n in own if is_name(value)]
    label = _label(slot.prefix) if isinstance(slot, Affixes) else ""
    labelled = isinstance(slot, Affixes) and bool(AUTHOR.search(label) or AUTHOR_BEHIND.search(slot.suffix))
    if len(names) < NAMED * pages or len(names) < MOST * len(own) or OTHER.search(label):
        return 0.0
    different = len({shape(name) for _, name, _ in names})
    echoes = sum(any(name in line.core for line in _others(page, n)) for page, name, n in names) / len(names)
    are_short = sum(len(name) for _, name, _ in names) <= SHORT_NAME * len(names)
    are_unlike_names = echoes < NAMED and different > UNIQUE * len(names) and pages >= 2 * FEW and not are_short
    if not labelled and (different < FEW or are_unlike_names):
        return 0.0
    return 2.0 * labelled + echoes + different / len(names)


def _label(prefix: str) -> str:
    """The last label of a line's beginning: 来源 of `发布时间：D 来源：`."""
    labels = [match.group(1) or match.group(2) for match in LABEL.finditer(prefix)]
    return labels[-1] if labels else ""


def _others(page: SitePage, n: int) -> Iterator[Line]:
    return (line for m, line in enumerate(page.lines) if m != n and not line.prose)
