"""The head and the foot of a page: the lines of its site above the article, and those below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from .affixes import Affixes
from .page import SitePage, is_whole_prose
from .signature import signature_end

MIDDLE = 0.5  # the depth above which no foot begins, and below which no head ends
LEAD = 1  # paragraphs that may stand between two lines of the head
NEAR = 3  # lines below the head within which a line that few pages have is still of it
FULL_STOPS, COLONS = frozenset("。！？!?；;"), frozenset("：:")
BETWEEN = 1  # lines that only one page has between two lines of the foot
LISTED = 8  # lines of a list of titles above the foot, with its head
LITTLE = 0.2  # the share of a page's prose that may stand between two lines of the foot


@dataclass(frozen=True, slots=True)
class SiteWords:
    """Words that head a list or the comments (``list_heads``), and words in which a site speaks of itself and its pages (``notices``).

    Of the latter, ``solicitations`` ask readers for something. ``title_weights`` weigh the features of a title.
    """

    list_heads: frozenset[str] = frozenset()
    notices: frozenset[str] = frozenset()
    solicitations: frozenset[str] = frozenset()
    title_weights: Mapping[str, float] = field(default_factory=dict)

    def are_noticed(self, affixes: Affixes) -> bool:
        """True for a line with a slot in which a site speaks of itself: 本文由…原创发布于…"""
        return any(word in affixes.prefix + affixes.suffix for word in self.notices)

    def may_be_articles(self, shape: str) -> bool:
        """True for a sentence that does not speak of a site: where all articles have it, it is a motto, or an interviewer's question."""
        end = shape.rstrip("”」』")[-1:]
        is_sentence = end in FULL_STOPS or (end in COLONS and "，" in shape)  # which goes on in the next line
        return is_sentence and not any(word in shape for word in self.notices)


@dataclass(frozen=True, slots=True)
class Edges:
    """The shapes of the lines ``above`` and ``below`` the articles of a site.

    ``usual`` are those above that most pages have, ``borders`` those that end an article, ``list_heads`` those that head a list of others;
    the ``slotted`` ones have words in a slot.
    ``phrases`` are sentences that stand there as well, and may be the articles' own; but not the ``slogans`` among them, which most pages
    have amid the lines above.
    """

    above: frozenset[str] = frozenset()
    usual: frozenset[str] = frozenset()
    below: frozenset[str] = frozenset()
    borders: frozenset[str] = frozenset()
    slotted_above: tuple[Affixes, ...] = ()
    slotted_below: tuple[Affixes, ...] = ()
    phrases: frozenset[str] = frozenset()
    slogans: frozenset[str] = frozenset()
    list_heads: frozenset[str] = frozenset()

    def is_above(self, shape: str) -> bool:
        return shape in self.above or (shape not in self.phrases and any(affixes.fits(shape) for affixes in self.slotted_above))

    def is_below(self, shape: str) -> bool:
        return shape in self.below or (shape not in self.phrases and any(affixes.fits(shape) for affixes in self.slotted_below))


def head_end(page: SitePage, edges: Edges) -> int:
    """The number of the line below the head.

    A line that most pages have may stand one paragraph below the line before it; any other stands near to it.
    """
    end = 0
    for n, shape in enumerate(page.shapes):
        between = sum(page.paragraphs[end:n])
        if between > LEAD or page.depth(n) > MIDDLE:
            break
        if shape in edges.usual or (not between and n - end <= NEAR and not page.paragraphs[n] and edges.is_above(shape)):
            end = n + 1
    return end


def foot_start(page: SitePage, edges: Edges) -> int:
    """The number of the line with which the foot begins; the number of lines where there is none.

    From the last border upward: a border belongs to the foot where little prose stands below it, or where it comes back there, as
    the lines around comments do. Other lines of the foot directly above are of it as well, and a list of titles; but not the signature
    of a notice.
    """
    times = Counter(page.shapes)
    start = len(page.lines)
    for n in reversed(range(len(page.lines))):
        if page.shapes[n] not in edges.borders:
            continue
        between = sum(len(line.core) for line in page.lines[n + 1 : start] if is_whole_prose(line))
        if page.depth(n) < MIDDLE or (between > LITTLE * page.total and times[page.shapes[n]] == 1 and start < len(page.lines)):
            break
        start = n
    while start < len(page.lines) and (above := _line_above(page, start, edges)) is not None:
        start = above
    return signature_end(page.lines, start)


def _line_above(page: SitePage, start: int, edges: Edges) -> int | None:
    """The next line of the foot above ``start``: directly above, or with a line between that is no prose, as the credits of one page; or
    the head of the list of titles that ends there.
    """
    for n in reversed(range(max(1, start - LISTED), start)):
        is_next = n >= start - 1 - BETWEEN and edges.is_below(page.shapes[n])
        if page.depth(n) >= MIDDLE and (is_next or page.shapes[n] in edges.list_heads):
            return n
        if is_whole_prose(page.lines[n]):
            break
    return None
