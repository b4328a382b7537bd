"""The signals of each line of a web page: what it says, how it is linked, where it stands, and what the elements around it are called.

A signal is a number between 0 and 1. `region.py` weighs them; the weights are learned (`hooks/rules/page_region.yml`). Signals of the
line itself are named as they are; those of the place where the region would begin or end there have `start-` or `end-` before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

import regex

from ...core.lines import is_han
from ...core.normalize import caseless_letters, to_simplified
from ...html.elements import HEADINGS
from ...html.plain_text import fragment_text
from ...rules.rulebook import Rulebook
from ..line_kinds import is_metadata
from .element_names import PARTS, parts_named
from .page_lines import PageTree, TreeLine, best_subtree, border_strength, prose_letters

Signals = dict[str, float]

MOST_PROSE = 0.5  # the share of the prose of a page from which the element that holds it is no part beside the article
NEAR, FAR = 2, 8  # elements around a line whose names count as near, and beyond which none counts
WINDOW = 3  # lines on either side that are the surroundings of a line
LABEL_REACH = 12  # lines below the label of a part of the page (相关阅读) that may belong to it
LONGEST_LABEL, LONGEST_METADATA = 16, 120  # letters of such a label, characters of a line of metadata
LENGTH, MARKS = 100, 8  # letters and marks from which a line is as long, and as rich in marks, as can be
SENTENCE_ENDS = frozenset("。！？!?…”’」』；")
INNER_MARKS = frozenset("，。、；：！？“”…—（）")
DATED = regex.compile(r"(?:19|20)?\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|\d{1,2}:\d{2}|\d{1,2}月\d{1,2}日|\d\s*(?:分钟|小时|天)前")
COUNTS = -0.5  # the weight of a kind of signals from which it is a reason
ALONE = "alone-"  # before the names of the signals in the weights by which a line is scored for the best subtree
FURTHEST = 6  # elements around the article's from which a line is as far from it as can be
TOP = ("in-top", "beside-top", "far-from-top")
BEST = ("in-best", "beside-best", "far-from-best")
BYLINE = regex.compile(
    r"[（(\[【]?\p{Han}{0,8}?(?:记者|通讯员|实习生|采写|撰文|编译|作者|编辑|责编|校对|审核|来源于?|原创|原标题|原题为)(?:[\s:：/丨|《]|$)"
)
LONGEST_BYLINE, LONGEST_TITLE = 30, 1000  # letters of a line of who made the article; characters of a heading that is read as a title
LEVELS = {"li": "item", "dt": "item", "td": "cell", "th": "cell", "blockquote": "quotation", "figcaption": "caption", "pre": "code"}


@dataclass(frozen=True, slots=True)
class LineSignals:
    """The signals of a line, and those of the region beginning and ending with it."""

    inside: Signals
    start: Signals
    end: Signals


def line_signals(tree: PageTree, rulebook: Rulebook) -> tuple[LineSignals, ...]:
    """The signals of all lines of a page."""
    own = local_signals(tree, rulebook)
    scores = [score(signals, rulebook.region_weights, ALONE) for signals in own]
    best = best_subtree(tree, scores)
    for signals, page_line in zip(own, tree.page_lines, strict=True):
        signals.update(_place(tree, page_line, tree.top, TOP))
        signals.update(_place(tree, page_line, best, BEST))
    _add_order(own)
    return tuple(_with_edges(tree, own))


def local_signals(tree: PageTree, rulebook: Rulebook) -> list[Signals]:
    """The signals of the lines that depend on no other line but those beside them."""
    own = [_own(tree, page_line, rulebook) for page_line in tree.page_lines]
    names = _Names(tree, rulebook.words)
    titles = _titles(tree)
    times = Counter(page_line.line.core for page_line in tree.page_lines)
    for signals, page_line in zip(own, tree.page_lines, strict=True):
        signals.update(names.signals(page_line))
        core = page_line.line.core
        signals["repeated"] = float(times[core] > 1)
        signals["titled"] = float(len(core) >= 4 and any(core in title for title in titles))
    _surround(own, tree.page_lines)
    return own


def score(signals: Signals, weights: Mapping[str, float], prefix: str = "") -> float:
    """The sum of the weighted signals; each is weighed by the weight of its name, with the ``prefix`` before it."""
    return sum(weights.get(prefix + name, 0.0) * value for name, value in signals.items())


def _own(tree: PageTree, page_line: TreeLine, rulebook: Rulebook) -> Signals:
    """What a line is by itself."""
    line, linked = page_line.line, page_line.linked
    letters, words, text = len(line.core), rulebook.words, to_simplified(page_line.line.text)
    elements = tree.structure.tree
    level = next((LEVELS[elements[n].name] for n in tree.ancestors(page_line.block) if elements[n].name in LEVELS), "")
    near = [elements[n].name for n in tree.ancestors(page_line.element)][:3]
    labels = (words.get(name, frozenset()) for name in ("page-labels", "footers", "buttons"))
    signals = {
        "bias": 1.0,
        "length": min(letters, LENGTH) / LENGTH,
        "prose": float(line.prose),
        "sentence": float(line.text[-1] in SENTENCE_ENDS),
        "marks": min(sum(c in INNER_MARKS for c in line.text), MARKS) / MARKS,
        "linked": linked,
        "heading": float(any(name in HEADINGS for name in near)),
        "paragraph": float(page_line.block >= 0 and elements[page_line.block].name == "p"),
        "metadata": float(len(line.text) <= LONGEST_METADATA and is_metadata(line, rulebook)),
        "dated": float(letters < 60 and bool(DATED.search(text))),
        "label": float(letters <= LONGEST_LABEL and any(_has_word(text, listed) for listed in labels)),
        "byline": float(letters <= LONGEST_BYLINE and bool(BYLINE.match(text))),
        "notice": float(_has_word(text, words.get("page-notices", frozenset()))),
        "figures": float(not letters or 2 * sum(c.isdigit() for c in line.core) >= letters),
        "foreign": float(not any(map(is_han, line.core))),
        "shared": float(line.core in rulebook.shared_lines),
    }
    if level:
        signals[level] = 1.0
    return signals


def _has_word(text: str, words: frozenset[str]) -> bool:
    return bool(words) and _any_of(words).search(text) is not None


@lru_cache(maxsize=8)
def _any_of(words: frozenset[str]) -> regex.Pattern[str]:
    return regex.compile("|".join(sorted(map(regex.escape, words))))


class _Names:
    """What the elements of a page are called, each looked at once.

    An element that holds most of the prose of the page is no other part of it, whatever it is called: a card, a list, a widget.
    """

    def __init__(self, tree: PageTree, words: Mapping[str, frozenset[str]]) -> None:
        self.tree, self.words = tree, words
        self.known: dict[int, frozenset[str]] = {}
        self.prose = prose_letters(tree)

    def signals(self, page_line: TreeLine) -> Signals:
        """For each part of a page that an element around the line is called, how near it is."""
        result: Signals = {}
        around = list(self.tree.ancestors(page_line.element))
        item = next((n for n, number in enumerate(around) if self.tree.structure.tree[number].name == "li"), 0)
        for distance, number in enumerate(around[: FAR + 1]):
            parts = self.known.get(number)
            if parts is None:
                parts = parts_named(self.tree.raw, self.tree.structure.tree[number], self.words)
                has_most = self.prose.get(number, 0) > MOST_PROSE * self.prose[-1]
                parts = self.known[number] = parts & {"content"} if has_most else parts
            for part in parts - {"links"} if distance < item else parts:  # inside of an item, a list is what it stands in
                result.setdefault(f"{part}-{'near' if distance <= NEAR else 'far'}", 1.0)
        return result


def _titles(tree: PageTree) -> list[str]:
    """The letters of the titles that the page states: of its window, and of its first headings."""
    marks = [mark.span for mark in tree.structure.landmarks if mark.name in ("title", "h1")][:4]
    return [caseless_letters(fragment_text(tree.raw[span.start : min(span.end, span.start + LONGEST_TITLE)])) for span in marks]


def _place(tree: PageTree, page_line: TreeLine, number: int, names: tuple[str, str, str]) -> Signals:
    """Where a line stands to an element: in it, beside it, or how far from it."""
    inside, beside, far = names
    if tree.holds(number, page_line.origin):
        return {inside: 1.0}
    for distance, outer in enumerate(tree.ancestors(tree.structure.tree[number].parent)):
        if tree.holds(outer, page_line.origin):
            return {beside: 1.0} if distance < 2 else {far: min(distance, FURTHEST) / FURTHEST}
    return {far: 1.0}


def _surround(own: Sequence[Signals], page_lines: Sequence[TreeLine]) -> None:
    """Add what the lines around a line are: the share of prose among their letters, and of links."""
    letters = [0, *accumulate(len(page_line.line.core) for page_line in page_lines)]
    prose = [0, *accumulate(len(page_line.line.core) * page_line.line.prose for page_line in page_lines)]
    linked = [0.0, *accumulate(page_line.linked for page_line in page_lines)]
    labelled = -LABEL_REACH - 1
    for n, signals in enumerate(own):
        first, behind = max(0, n - WINDOW), min(len(own), n + WINDOW + 1)
        signals["prose-around"] = (prose[behind] - prose[first]) / max(1, letters[behind] - letters[first])
        signals["links-around"] = (linked[behind] - linked[first]) / (behind - first)
        signals["under-label"] = float(n - labelled <= LABEL_REACH)
        if signals["label"]:
            labelled = n


def _add_order(own: Sequence[Signals]) -> None:
    """Add whether a line stands above the last line, up to the middle of the prose, that is the page's title; whether it is the first
    prose below that; and whether it stands behind the label of another part of the page behind prose of the best subtree."""
    headed = any(signals["titled"] and signals["heading"] for signals in own)  # else the words of the title may be those of a link
    half = sum(signals["prose"] for signals in own) / 2
    passed, last = 0.0, -1
    begun = labelled = False
    for n, signals in enumerate(own):
        passed += signals["prose"]
        if signals["titled"] and signals["heading"] >= headed and not signals["prose"] and passed <= half:
            last = n
        begun = begun or bool(signals["prose"] and signals.get("in-best"))
        labelled = labelled or (begun and bool(signals["label"]))
        signals["behind-label"] = float(labelled)
    for signals in own[: last + 1]:
        signals["above-title"] = 1.0
    first = next((n for n in range(last + 1, len(own)) if own[n]["prose"]), None) if last >= 0 else None
    if first is not None:
        own[first]["first-prose"] = 1.0


EDGE = ("first-prose", "prose", "metadata", "byline", "label", "notice", "dated", "titled", "heading", "sentence", "under-label", "linked")


def _with_edges(tree: PageTree, own: Sequence[Signals]) -> list[LineSignals]:
    """The signals of the lines, with those of the borders above and below each of them."""
    page_lines = tree.page_lines
    borders = [1.0, *(border_strength(tree, a, b) for a, b in pairwise(page_lines)), 1.0]
    nothing: Signals = {"outer": 1.0}
    result = []
    for n, signals in enumerate(own):
        above = own[n - 1] if n else nothing
        below = own[n + 1] if n + 1 < len(own) else nothing
        start = {f"start-{name}-above": above[name] for name in EDGE if above.get(name)}
        start |= {f"start-{name}": signals[name] for name in EDGE if signals.get(name)}
        start |= {"start-border": borders[n], "start-top": _enters(above, signals, "in-top")}
        start["start-best"] = _enters(above, signals, "in-best")
        end = {f"end-{name}-below": below[name] for name in EDGE if below.get(name)}
        end |= {f"end-{name}": signals[name] for name in EDGE if signals.get(name)}
        end |= {"end-border": borders[n + 1], "end-top": _enters(below, signals, "in-top")}
        end["end-best"] = _enters(below, signals, "in-best")
        result.append(LineSignals(signals, start, end))
    return result


def _enters(outer: Signals, inner: Signals, name: str) -> float:
    """1 where the border of an element stands between two lines, with the second inside."""
    return max(0.0, inner.get(name, 0.0) - outer.get(name, 0.0))


LINKED = 0.5  # the share of a line in links from which they are a reason
KINDS = {
    "names": tuple(f"{part}-{place}" for part in PARTS for place in ("near", "far")),
    "words": (
        "metadata",
        "byline",
        "label",
        "notice",
        "dated",
        "figures",
        "foreign",
        "under-label",
        "behind-label",
        "titled",
        "repeated",
        "shared",
    ),
    "place": (*TOP, *BEST, "above-title", "prose-around"),
}


def main_reason(signals: Signals, nearest: Signals, weights: Mapping[str, float]) -> str:
    """Why a line is cut: its links, or the first kind of signals, of `KINDS`, that counts; for all lines outside stand in another place.

    They count both in the score of the line alone, which decides of its place, and in that of the region. What the ``nearest`` line of
    the region has too is no reason.
    """
    if signals["linked"] >= LINKED:
        return "links"

    def weighed(kind: str) -> float:
        own = (name for name in KINDS[kind] if signals.get(name, 0.0) > nearest.get(name, 0.0))
        return sum((weights.get(name, 0.0) + weights.get(ALONE + name, 0.0)) * signals[name] for name in own)

    return next((kind for kind in KINDS if weighed(kind) <= COUNTS), "place")
