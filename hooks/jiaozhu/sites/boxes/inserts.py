"""Boxes that a site puts between the paragraphs of its articles: 相关课程, the name of a course, 立即报名 >.

A box is a link; the first and the last line of a block that always stand together around other pages' titles; the head of a list
(推荐阅读) with the titles below it; a line that asks readers for something, or offers it; or a line of the head that comes back inside the
articles, as on each sheet of a journal. Each is on pages that have nothing else in common. A sentence, as a question that each interview
asks, a motto, a heading and the credit of a picture are none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from ..edges import FULL_STOPS, SiteWords
from ..page import SENTENCE_ENDS, SitePage, is_whole_prose, letters_of
from .box_rows import NO_BOXES, BoxRows, learn_rows, row_boxes

LINK = regex.compile(r"[>→»›＞]\s*$")
REACH = 4  # lines from the first to the last line of a box
TOGETHER = 0.8  # the share of their pages on which its first and last lines stand together
LEAST, OFTEN = 3, 0.25  # the least number of pages with a box, and their share with a line of the head inside the article
START, END = 0.05, 0.9  # the depths between which a line stands inside the article
OFFER = regex.compile(r"\d{3,4}-\d{3,4}-?\d{3,4}|(?<!\d)1\d{10}(?!\d)|热线|面议|[¥￥]\s?\d|未完|翻页|下一页|下页|包邮")
CREDIT = regex.compile(r"[（(【\[▲△]*\s*(?:图|表|注|来源|数据|资料|截图|题图|封面|供图)")
SAYS = 7  # letters from which a line says more than a heading of one word
LIST = regex.compile(
    r"(?:推荐|相关|延伸|拓展|扩展|更多|热门|往期|精彩|精选)(?:阅读|文章|新闻|内容|资讯|推荐|精彩|回顾|链接)|猜你(?:可能)?喜欢"
)
LABELLED = regex.compile(rf"[【\[（(「]?\s*(?:{LIST.pattern})\s*(?:[】\]）)」]\s*[：:|｜]?|[：:|｜])\s*(?=\S)")
AROUND = "：:【】[]—-·▼● "  # marks around the head of a list
ADVERTISEMENT = frozenset({"广告", "推广", "ad", "advertisement", "advertisements", "sponsored"})
MARK = regex.compile(r"\W{1,4}|广告|推广|AD(?:vertisements?)?", regex.IGNORECASE)  # a line that only sets a box apart


@dataclass(frozen=True, slots=True)
class Inserts:
    """The boxes of a site: ``links`` are the shapes of their last lines, ``heads`` of the first, if a box has one.

    ``recurring`` are the letters of lines that stand above a link on several pages. ``lists`` are the shapes of the heads of lists, each
    with the number of titles below it; ``offers`` are the shapes of lines that ask readers for something, ``running`` those of the head
    that come back. ``labels`` stand before the title of another page on its line; ``rows`` are lines that come back together.
    """

    links: frozenset[str] = frozenset()
    heads: frozenset[tuple[str, str]] = frozenset()
    recurring: frozenset[str] = frozenset()
    lists: frozenset[tuple[str, int]] = frozenset()
    offers: frozenset[str] = frozenset()
    running: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    rows: BoxRows = NO_BOXES


def learn_inserts(pages: Sequence[SitePage], frequent: Collection[str], above: Collection[str], words: SiteWords) -> Inserts:
    """The boxes whose first and last lines are among the ``frequent`` shapes, none of which stands around the articles; and those of the
    shapes ``above`` the articles that come back.
    """
    links = frozenset(shape for shape in frequent if LINK.search(shape) and letters_of(shape) > 1)
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for page, n in _links(pages, links):
        for line in page.lines[max(0, n - REACH + 1) : n]:
            beside[line.core].add(page.name)
    recurring = frozenset(core for core, names in beside.items() if len(names) >= LEAST)
    pairs: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for page, n in _links(pages, links):
        for m in reversed(range(max(0, n - REACH), n)):
            if _may_head(page.shapes[m]) and page.shapes[m] in frequent:
                pairs[page.shapes[m], page.shapes[n]].add(page.name)
            if is_whole_prose(page.lines[m]) and page.lines[m].core not in recurring:
                break
    having = Counter(shape for page in pages for shape in {*page.shapes} & {*frequent})
    heads = frozenset(pair for pair, names in pairs.items() if len(names) >= TOGETHER * max(having[pair[0]], having[pair[1]]))
    offers = frozenset(shape for shape in frequent if _is_offer(shape, words) or shape in ADVERTISEMENT)
    inside = Counter(shape for page in pages for shape in _inside(page) & {*above})
    running = frozenset(shape for shape, n in inside.items() if n >= max(LEAST, OFTEN * len(pages)))
    labelled = Counter(label for page in pages for label in set(filter(None, map(_label, page.shapes))))
    labels = frozenset(label for label, n in labelled.items() if n >= LEAST)
    return Inserts(links, heads, recurring, frozenset(_lists(pages, frequent)), offers, running, labels, learn_rows(pages, words))


def _label(shape: str) -> str:
    """The label of a line that names another page (相关阅读：…); empty where it has none, or is a sentence."""
    match = LABELLED.match(shape) if shape[-1] not in "。；" else None
    return match.group().strip() if match else ""


def _inside(page: SitePage) -> set[str]:
    """The shapes of the lines amid the prose of a page."""
    return {shape for n, shape in enumerate(page.shapes) if START < page.depth(n) < END and letters_of(shape) > 1}


def _lists(pages: Sequence[SitePage], frequent: Collection[str]) -> Iterator[tuple[str, int]]:
    """The heads of lists, with the least number of bare lines between one and the next prose: more may be headings of the article."""
    heads = {shape for shape in frequent if LIST.fullmatch(shape.strip(AROUND))}
    titles: defaultdict[str, list[int]] = defaultdict(list)
    for page in pages:
        for n, shape in enumerate(page.shapes):
            if shape in heads:
                below = next((m for m in range(n + 1, len(page.lines)) if page.lines[m].prose), len(page.lines))
                titles[shape].append(below - n - 1)
    yield from ((shape, min(counts)) for shape, counts in titles.items() if 0 < min(counts) <= REACH)


def _is_offer(shape: str, words: SiteWords) -> bool:
    """True for a line that asks readers for something, or offers it; a sentence may be the author's."""
    asks = any(word in shape for word in words.solicitations) or bool(OFFER.search(shape))
    says = letters_of(shape) >= SAYS and not CREDIT.match(shape)
    return asks and says and shape.rstrip("”」』）)")[-1] not in FULL_STOPS


def _links(pages: Iterable[SitePage], links: Collection[str]) -> Iterator[tuple[SitePage, int]]:
    return ((page, n) for page in pages for n, shape in enumerate(page.shapes) if shape in links)


def boxes(page: SitePage, inserts: Inserts) -> Iterator[range]:
    """The lines of each box on a page: from its head, or from the first of the known lines above its link."""
    for n, link in enumerate(page.shapes):
        if link not in inserts.links:
            continue
        reach = range(max(0, n - REACH), n)
        head = next((m for m in reach if (page.shapes[m], link) in inserts.heads), None)
        start = n
        while head is None and start - 1 in reach and page.lines[start - 1].core in inserts.recurring:
            start -= 1
        yield range(start if head is None else head, n + 1)
    titles = dict(inserts.lists)
    for n, shape in enumerate(page.shapes):
        if shape in titles or shape in inserts.offers or shape in inserts.running or _label(shape) in inserts.labels:
            above = n > 0 and MARK.fullmatch(page.lines[n - 1].text) is not None
            yield range(n - above, n + 1 + titles.get(shape, 0))
    yield from row_boxes(page, inserts.rows)


def _may_head(shape: str) -> bool:
    """True for a line that may head a box: words, and no sentence."""
    return letters_of(shape) > 1 and shape[-1] not in SENTENCE_ENDS
