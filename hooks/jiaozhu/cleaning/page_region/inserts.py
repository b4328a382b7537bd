"""What the page has inserted into the region of its article: share buttons, cards that lead elsewhere, advertisements, tables of contents.

An element is an insert by its tag (`<nav>`) or by its class or id, where it is a small part of the region. A heading is none, whatever
it is called, and neither is an element that is named as content, unless it is an advertisement.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from ...core.lines import Line
from ...core.reading import Span
from ...html.elements import HEADINGS
from ...html.page_parts import TreeElement
from ...html.stated_meanings import unfolds
from ...html.tokens import attribute_values
from .element_names import is_named
from .page_lines import PageTree, TreeLine
from .region import ArticleRegion

LARGEST = 0.25  # the share of the letters of the region up to which an element is an insert
TAGS = frozenset({"nav"})
BOXES = frozenset({"div", "section", "aside", "center", "ul", "ol", "dl", "table"})
LINKED = 0.5  # the share of a line in links from which it is one
FEWEST = 2  # lines of a table of contents
LINK = frozenset({"a"})
HEADER, TABLES = frozenset({"header"}), frozenset({"table", "dl"})
OWN = frozenset({"figcaption", "caption", "figure", "th", "dt", "blockquote", "pre"})  # elements of an article whose words lead nowhere
LINKS_OF_BOX, LABELS_OF_BOX, LONGEST_LABEL = 2, 2, 10  # of a list of other articles: links, labels, and letters of each of these
PAIR = 2  # a heading, and what stands beside it
LABELS = frozenset({"目录", "本文目录", "文章目录", "内容目录", "目次", "目錄", "contents", "tableofcontents"})
ATTRIBUTES = ("class", "id", "role")


def inserted_lines(tree: PageTree, region: ArticleRegion, words: Mapping[str, frozenset[str]]) -> frozenset[int]:
    """The numbers of the lines of a page that stand in inserts."""
    sizes: dict[int, int] = {}
    for page_line in tree.page_lines:
        for number in _around(tree, page_line):
            sizes[number] = sizes.get(number, 0) + len(page_line.line.core)
    largest = LARGEST * sum(len(page_line.line.core) for page_line in tree.page_lines[region.start : region.end])
    elements = tree.structure.tree
    inserts = {number for number, size in sizes.items() if size <= largest and _is_insert(tree.raw, elements[number], words)}
    return _lines_in(tree, inserts)


def worded_boxes(tree: PageTree, region: ArticleRegion, is_worded: Callable[[Line], bool]) -> frozenset[int]:
    """The numbers of the lines in boxes of the page within the region, whatever they are called: small elements with no line but links
    and such as are worded like a part of a page, at least one of these among them."""
    inside = range(region.start, region.end)
    worded: set[int] = set()
    others: dict[int, int] = {}  # elements with a line of another kind, and the letters of all
    for n, page_line in enumerate(tree.page_lines):
        is_own = n in inside and is_worded(page_line.line)
        is_other = not is_own and (page_line.linked < LINKED or page_line.line.prose or n not in inside)
        for number in tree.ancestors(page_line.block):
            others[number] = others.get(number, 0) + (len(page_line.line.core) if not is_other else sys.maxsize)
            if is_own:
                worded.add(number)
    largest = LARGEST * sum(len(page_line.line.core) for page_line in tree.page_lines[region.start : region.end])
    elements = tree.structure.tree
    return _lines_in(tree, {n for n in worded if elements[n].name in BOXES and others[n] <= largest})


def structural_inserts(tree: PageTree, region: ArticleRegion) -> frozenset[int]:
    """The numbers of the lines that are none of the article's by what stands beside them and around them, whatever it is called: lists of
    other articles and cards among its prose, buttons beside its headings, and the table of its properties.
    """
    small = _small_elements(tree, region, BOXES | LINK)
    boxes = {number: inside for number, inside in small.items() if tree.structure.tree[number].name in BOXES}
    lists = {number for number, inside in boxes.items() if _is_list_of_links(tree, inside)}
    cards = {number for number, inside in small.items() if number not in boxes and _is_card(tree, inside)}
    return _lines_in(tree, lists | cards) | _buttons_beside_headings(tree, boxes.values()) | _properties(tree, region)


def _is_list_of_links(tree: PageTree, inside: Sequence[int]) -> bool:
    """True for the lines of a box with a label, which is no heading, above links to other articles. The links of an article itself stand in
    its paragraphs, or below a heading.
    """
    links = [n for n in inside if tree.page_lines[n].linked >= LINKED]
    labels = [n for n in inside if tree.page_lines[n].linked < LINKED]
    are_short = all(len(tree.page_lines[n].line.core) <= LONGEST_LABEL for n in labels)
    is_above = len(links) >= LINKS_OF_BOX and 1 <= len(labels) <= LABELS_OF_BOX and labels[0] < links[-LINKS_OF_BOX]
    return is_above and are_short and not any(_is_within(tree, n, HEADINGS | OWN) for n in labels)


def _is_card(tree: PageTree, inside: Sequence[int]) -> bool:
    """True for several lines in one link: another article's title, and what is said of it."""
    return len(inside) > 1 and not any(_is_within(tree, n, OWN) for n in inside)


def _buttons_beside_headings(tree: PageTree, boxes: Iterable[Sequence[int]]) -> frozenset[int]:
    """The numbers of the lines of links that stand in one of the ``boxes`` with a heading alone, and in the same words beside another."""
    beside = {
        inside[1]
        for inside in boxes
        if len(inside) == PAIR and _is_within(tree, inside[0], HEADINGS) and tree.page_lines[inside[1]].linked >= LINKED
    }
    words = Counter(tree.page_lines[n].line.core for n in beside)
    return frozenset(n for n in beside if words[tree.page_lines[n].line.core] > 1)


def _properties(tree: PageTree, region: ArticleRegion) -> frozenset[int]:
    """The numbers of the lines of tables in the `<header>` of the article, above its prose: what is noted of it, as its state and tags."""
    above = takewhile(lambda n: not tree.page_lines[n].line.prose, range(region.start, region.end))
    return frozenset(n for n in above if _is_within(tree, n, TABLES) and _is_within(tree, n, HEADER))


def _small_elements(tree: PageTree, region: ArticleRegion, names: Container[str]) -> dict[int, list[int]]:
    """The lines of each small element with one of these names that stands whole in the region, behind some of its prose, and has none."""
    inside: dict[int, list[int]] = {}
    for n, page_line in enumerate(tree.page_lines):
        for number in tree.ancestors(page_line.element):
            if tree.structure.tree[number].name in names:
                inside.setdefault(number, []).append(n)
    first = next((n for n in range(region.start, region.end) if tree.page_lines[n].line.prose), region.end)
    largest = LARGEST * sum(len(page_line.line.core) for page_line in tree.page_lines[region.start : region.end])
    return {
        number: own
        for number, own in inside.items()
        if first < own[0]
        and own[-1] < region.end
        and sum(len(tree.page_lines[n].line.core) for n in own) <= largest
        and not any(tree.page_lines[n].line.prose for n in own)
    }


def _is_within(tree: PageTree, n: int, names: Container[str]) -> bool:
    return any(tree.structure.tree[number].name in names for number in tree.ancestors(tree.page_lines[n].element))


def _lines_in(tree: PageTree, numbers: Container[int]) -> frozenset[int]:
    return frozenset(n for n, page_line in enumerate(tree.page_lines) if any(number in numbers for number in _around(tree, page_line)))


def _around(tree: PageTree, page_line: TreeLine) -> Iterator[int]:
    """The elements around a line; of a heading those around that, because what it is made of is its own."""
    numbers = list(tree.ancestors(page_line.element))
    headings = [n for n, number in enumerate(numbers) if tree.structure.tree[number].name in HEADINGS]
    return iter(numbers[headings[-1] if headings else 0 :])


def words_in_headings(tree: PageTree, region: ArticleRegion, words: Mapping[str, frozenset[str]]) -> Iterator[Span]:
    """The places in the page of the inserts within its headings: links that edit a section, or copy its address."""
    elements = tree.structure.tree
    last = -1
    for page_line in tree.page_lines[region.start : region.end]:
        around = next((n for n in tree.ancestors(page_line.element) if elements[n].name in HEADINGS), None)
        if around is None:
            continue
        end = elements[around].content.end
        for element in elements[around + 1 :]:
            if element.content.start >= end:
                break
            if element.content.start >= last and _is_insert(tree.raw, element, words):
                last = element.content.end
                yield element.content


def contents_lines(tree: PageTree, region: ArticleRegion) -> Iterator[int]:
    """The numbers of the lines of the region that are its table of contents: in a row, and each again a heading below, in that order."""
    page_lines, elements = tree.page_lines, tree.structure.tree
    headings = {
        _unnumbered(page_lines[n].line.core): n
        for n in range(region.start, region.end)
        if any(elements[number].name in HEADINGS for number in tree.ancestors(page_lines[n].element))
    }
    row: list[int] = []
    for n in range(region.start, region.end + 1):
        at = headings.get(_unnumbered(page_lines[n].line.core), -1) if n < region.end else -1
        if at > n:
            row.append(n)
            continue
        if len(row) >= FEWEST:
            first = row[0] - 1
            yield from ((first, *row) if first >= region.start and page_lines[first].line.core in LABELS else row)
        row = []


def _unnumbered(core: str) -> str:
    return core.lstrip("0123456789") or core


def _is_insert(page: str, element: TreeElement, words: Mapping[str, frozenset[str]]) -> bool:
    if element.name in HEADINGS:
        return False
    if element.name in TAGS:
        return True
    values = attribute_values(page, element.tag)
    if unfolds(values):
        return False
    names = " ".join(values.get(key, "") for key in ATTRIBUTES)
    if is_named(names, words.get("names-of-advertisements", frozenset())):
        return True
    return is_named(names, words.get("names-of-inserts", frozenset())) and not is_named(names, words.get("names-of-content", frozenset()))
