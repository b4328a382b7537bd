"""Main content extraction: what is on a web page, but not in the region of its lines that is the article.

`page_region/` scores the lines by their signals and finds the region, with the probability of each line to be in it. A line that is
surely outside is cut, under the rule of the signals that speak against it. Of those in doubt, the likelier stay, and the editor is
asked; the others are cut as conjectures. Lines above the region that later steps read, the title and the metadata, stay.

Nothing is looked up or fetched, and the page is tokenized once, for all steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, takewhile

import regex

from ..core.lines import Line, lines
from ..core.normalize import to_simplified
from ..core.reading import Change, Proposal, Query, Reading
from ..html.elements import HEADINGS
from ..html.structure import enclosing_landmarks, read_structure
from ..rules.rulebook import Rule, Rulebook
from .datelines.grammar import grammar
from .datelines.headers import read_headers
from .markup import is_page
from .page_region.inserts import contents_lines, inserted_lines, structural_inserts, worded_boxes, words_in_headings
from .page_region.lead_captions import lead_captions
from .page_region.notes import with_notes
from .page_region.page_lines import PageTree, page_tree
from .page_region.region import ArticleRegion, find_region
from .page_region.signals import LineSignals, line_signals, main_reason
from .page_region.threads import opening_lines, post_furniture, thread, with_thread
from .titles.page_titles import site_in_window
from .titles.title_choice import REPEATABLE, find_title

DOUBTFUL, DISPUTED, CONTROL, CONTENTS = "doubtful-content", "disputed-content", "page-control", "table-of-contents"
# The rules of sure cuts, by the kind of the signals that speak most against a line.
RULES = {"links": "page-links", "names": "page-part", "words": "page-words", "place": "outside-main-content"}
WORDED = ("metadata", "byline", "label", "notice")  # signals of a line that is worded like a part of the page
LIKELY, FEWEST = 0.5, 40  # mean probability of the lines of the region, and letters in it, from which there is a verdict
SURE = 0.02  # the probability below which a line is surely outside
POSSIBLE_PART = 0.6  # that from which a line stays that is worded or named like a part of the page
POSSIBLE, POSSIBLE_PROSE = 0.1, 0.05  # those from which any other line stays, and a line of prose
POSSIBLE_SIBLING = 0.001  # and a line beside the region, in the same element
NOTE, NOTE_REACH = 12, 3  # letters of a remark in brackets above the article, and lines within which it stands
POSSIBLE_BETWEEN = 0.15  # and any line between the region and one that stays
LONGEST_IN_HEADING = 8  # characters of an insert in the line of a heading
SECTION_HEADINGS = HEADINGS - {"h1"}
MAX_TAGS, MAX_DEPTH = 200_000, 200  # of a page that is judged
MOST_LINES = 4  # of a title with breaks in it
MAX_DISTANCE = 12  # lines above the region within which its metadata are looked for
SECTION_NUMBER = regex.compile(r"\d{1,2}|[一二三四五六七八九十]{1,3}|[IVX]{1,4}")  # that of the first section, which has no other heading


@dataclass(frozen=True, slots=True)
class RegionVerdict:
    """The region of a page, with what it was judged by, and for each line why it would be cut; and what stands beside its posts."""

    tree: PageTree
    signals: tuple[LineSignals, ...]
    region: ArticleRegion
    reasons: tuple[str, ...]
    beside_posts: frozenset[int]

    def holds(self, n: int) -> bool:
        return self.region.start <= n < self.region.end

    def line(self, n: int) -> Line:
        return self.tree.page_lines[n].line

    def outside(self) -> Iterator[int]:
        """The lines above and below the region."""
        return (n for n in range(len(self.tree.page_lines)) if not self.holds(n))

    def possible(self) -> set[int]:
        """The lines outside the region that may well be the article's; and those between them and the region that are not too unlikely."""
        siblings = set(self.siblings())
        own = [n for n in self.outside() if self.region.inside[n] >= self._threshold(n, n in siblings)]
        span = range(min([*own, self.region.start]), max([*own, self.region.end - 1]) + 1)
        return {*own, *(n for n in span if not self.holds(n) and self.region.inside[n] >= POSSIBLE_BETWEEN)}

    def _threshold(self, n: int, is_sibling: bool) -> float:
        if self._is_note(n) or (is_sibling and n == self.region.start - 1 and SECTION_NUMBER.fullmatch(self.line(n).text)):
            return POSSIBLE_SIBLING
        is_worded = any(self.signals[n].inside[name] for name in WORDED)
        if is_worded or (self.reasons[n] in ("words", "names") and not (is_sibling and self._is_own_kind(n))):
            return POSSIBLE_PART
        return POSSIBLE_SIBLING if is_sibling else POSSIBLE_PROSE if self.line(n).prose else POSSIBLE

    def states_facts(self, n: int) -> bool:
        """True for a line of metadata, and for one with the credits or the words of a picture."""
        signals = self.signals[n].inside
        return any(signals.get(name) for name in ("metadata", "byline", "caption"))

    def _is_note(self, n: int) -> bool:
        """True for a remark in brackets between title and article, as that of when a law was passed: its date makes it no dateline."""
        text = self.line(n).text
        is_between = self.region.start - NOTE_REACH <= n < self.region.start and not self.signals[n].inside.get("above-title")
        is_in_brackets = text[0] in "（(" and text[-1] in "）)" and len(self.line(n).core) >= NOTE
        return is_between and is_in_brackets and not any(self.signals[n].inside[name] for name in WORDED)

    def siblings(self) -> Iterator[int]:
        """The lines directly above and below the region whose blocks stand in the same element as the nearest block of it, and the headings
        of sections there. Beyond a box in that element, only prose is one: a box among the paragraphs ends nothing.
        """
        yield from self._siblings(range(self.region.start - 1, -1, -1), self.region.start)
        yield from self._siblings(range(self.region.end, len(self.tree.page_lines)), self.region.end - 1)

    def _siblings(self, numbers: range, nearest: int) -> Iterator[int]:
        parent = self._parent(nearest)
        is_direct = True
        for n in takewhile(lambda n: self.tree.holds(parent, self.tree.page_lines[n].origin), numbers):
            is_own = self._parent(n) == parent
            is_direct = is_direct and (is_own or self._is_heading(n))
            if is_direct or (is_own and self.line(n).prose):
                yield n

    def _is_own_kind(self, n: int) -> bool:
        """True for prose, and above the region for a heading."""
        return self.line(n).prose or (n < self.region.start and self._is_heading(n))

    def _is_heading(self, n: int) -> bool:
        """True for a heading of a section, whatever stands around it and its links."""
        elements = self.tree.structure.tree
        return any(elements[number].name in SECTION_HEADINGS for number in self.tree.ancestors(self.tree.page_lines[n].element))

    def _parent(self, n: int) -> int:
        block = self.tree.page_lines[n].block
        return self.tree.structure.tree[block].parent if block >= 0 else -1


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Proposal]:
    """Cut the lines of a web page outside the article, and its controls inside; ask about sentences that may belong to it."""
    verdict = judge(reading, rulebook) if is_page(reading) else None
    if verdict is None:
        return
    title = find_title(reading, rulebook)
    inserted = inserted_lines(verdict.tree, verdict.region, rulebook.words) | verdict.beside_posts
    inserted |= worded_boxes(verdict.tree, verdict.region, lambda line: part_rule(line, rulebook) is not None)
    inserted |= structural_inserts(verdict.tree, verdict.region)
    closing = _closing_rules(verdict, rulebook)
    for n, known in closing.items():
        yield _cut(verdict.line(n), known.id, sure=known.sure and not verdict.line(n).prose)
    inserted -= closing.keys()
    yield from _inserts(reading, verdict, inserted, title, rulebook)
    spared = {*_spared(verdict, title), *_lead_captions(verdict, title), *_of_header(reading, verdict, rulebook)}
    above = _above_title(verdict, title)
    possible = verdict.possible() - spared - inserted - above
    for n in (*verdict.outside(), *(n for n in above - spared - inserted if verdict.holds(n))):
        is_sure = verdict.region.inside[n] < SURE
        rule = RULES[verdict.reasons[n]] if is_sure else DOUBTFUL
        if n not in possible | spared and rule in rulebook.rules:
            yield _cut(verdict.line(n), rule, sure=is_sure)
    if DISPUTED in rulebook.rules:
        for first, last in _runs(possible | {n for n in inserted if verdict.holds(n) and verdict.line(n).prose}):
            yield Query(verdict.line(first).span.start, verdict.line(last).span.end, DISPUTED, rulebook.rules[DISPUTED].confidence, put="")


def _inserts(
    reading: Reading, verdict: RegionVerdict, inserted: frozenset[int], title: Line | None, rulebook: Rulebook
) -> Iterator[Proposal]:
    """Cut what the page has put into the region: its table of contents, and what is no sentence of its other inserts."""
    contents = set(contents_lines(verdict.tree, verdict.region)) if CONTENTS in rulebook.rules else set()
    for n in contents:
        yield _cut(verdict.line(n), CONTENTS)
    if CONTROL not in rulebook.rules:
        return
    for n in inserted - contents:
        if verdict.holds(n) and verdict.line(n) != title and not verdict.line(n).prose:
            yield _cut(verdict.line(n), CONTROL, sure=False)
    lines_kept = {verdict.line(n).span for n in range(verdict.region.start, verdict.region.end) if n not in inserted | contents}
    for origin in words_in_headings(verdict.tree, verdict.region, rulebook.words):
        place = reading.place(origin).trimmed(reading.text)
        if any(span.contains(place) and span.start < place.start and 0 < len(place) <= LONGEST_IN_HEADING for span in lines_kept):
            yield Change(place.start, place.end, "", CONTROL, sure=False)


def _runs(numbers: set[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run of numbers that follow each other."""
    for first in sorted(numbers - {n + 1 for n in numbers}):
        yield first, next(n for n in count(first) if n + 1 not in numbers)


def judge(reading: Reading, rulebook: Rulebook) -> RegionVerdict | None:
    """The region of a page; None where there are no weights or no lines, none that is likely and of more than a few words, or too many."""
    structure = read_structure(reading.raw)
    if structure.tags > MAX_TAGS or structure.depth > MAX_DEPTH or not rulebook.region_weights:
        return None
    tree = page_tree(reading)
    if not tree.page_lines:
        return None
    signals = line_signals(tree, rulebook)
    region = find_region(signals, rulebook.region_weights)
    own = [line.inside for line in signals]
    posts = thread(tree, own, region)
    region = with_notes(tree, with_thread(region, posts, opening_lines(tree, own, posts)))
    inside = region.inside[region.start : region.end]
    letters = sum(len(page_line.line.core) for page_line in tree.page_lines[region.start : region.end])
    if letters < FEWEST or sum(inside) < LIKELY * len(inside):
        return None
    nearest = [signals[min(max(n, region.start), region.end - 1)].inside for n in range(len(signals))]
    reasons = (main_reason(line.inside, near, rulebook.region_weights) for line, near in zip(signals, nearest, strict=True))
    return RegionVerdict(tree, signals, region, tuple(reasons), post_furniture(tree, posts))


def has_verdict(reading: Reading, rulebook: Rulebook) -> bool:
    """True for a web page whose region was found, which its cuts show; where there are none, the region may be the whole page."""
    own = {*RULES.values(), DOUBTFUL}
    return any(run.rule in own for run in reading.runs) or judge(reading, rulebook) is not None


def part_rule(line: Line, rulebook: Rulebook) -> Rule | None:
    """The rule by which a line would be cut whole at the end of an article: a notice, a label of other articles, a button."""
    rules = (rule for rule in rulebook.table("boilerplate") if not rule.leaves and rule.put == ("",))
    text = to_simplified(line.text)
    return next((rule for rule in rules if rule.find is not None and rule.find.fullmatch(text)), None)


def _closing_rules(verdict: RegionVerdict, rulebook: Rulebook) -> dict[int, Rule]:
    """The last lines of the region that are worded like parts of the page, with the rule of each: then those above them are the last, and
    may state who wrote the article.
    """
    rules: dict[int, Rule] = {}
    for n in range(verdict.region.end - 1, verdict.region.start, -1):
        rule = part_rule(verdict.line(n), rulebook)
        if rule is None:
            break
        rules[n] = rule
    return rules


def _cut(line: Line, rule: str, *, sure: bool = True) -> Change:
    return Change(line.span.start, line.span.end, "", rule, sure=sure)


def _spared(verdict: RegionVerdict, own: Line | None) -> Iterator[int]:
    """The lines above the region that are its title or metadata, because `titles/` and `heading.py` need them."""
    page_lines, first = verdict.tree.page_lines, verdict.region.start
    enclosing = list(enclosing_landmarks(verdict.tree.structure.landmarks, [page_line.origin for page_line in page_lines]))
    has_title = any(landmark.name == "title" for landmark in enclosing[0])
    title = page_lines[0].line.core if has_title else ""
    site = site_in_window(verdict.tree.raw) if has_title else ""
    repeated = _repetition(verdict, own)
    for n, page_line in enumerate(page_lines):
        if n in repeated:
            continue
        names = {landmark.name for landmark in enclosing[n]} if n < first else set()
        if site and page_line.line != own and page_line.line.core == site:
            continue  # the logo
        is_near = first - MAX_DISTANCE <= n < first
        states_facts = is_near and (_is_of_title(page_line.line.core, title) or bool(verdict.signals[n].inside["metadata"]))
        if page_line.line == own or "title" in names or ("h1" in names and own is None) or states_facts:
            yield n


def _above_title(verdict: RegionVerdict, title: Line | None) -> frozenset[int]:
    """The lines above the title of the page, where there is no prose among them in the region: whatever they are, not the article's."""
    own = next((n for n in range(verdict.region.end) if verdict.line(n) == title), 0)
    above = [n for n in range(own) if not verdict.line(n).prose]
    is_below_prose = any(verdict.line(n).prose for n in range(verdict.region.start, own))
    return frozenset(n for n in above if not is_below_prose and not (verdict.holds(n) and verdict.states_facts(n)))


def _lead_captions(verdict: RegionVerdict, title: Line | None) -> Iterator[int]:
    """The captions of pictures between the title and the article."""
    own = next((n for n in range(verdict.region.start) if verdict.line(n) == title), verdict.region.start)
    worded = (n for n in range(own + 1, verdict.region.start) if any(verdict.signals[n].inside[name] for name in WORDED))
    yield from lead_captions(verdict.tree, verdict.region, {*range(own + 1), *worded})


def _repetition(verdict: RegionVerdict, title: Line | None) -> frozenset[int]:
    """The lines above the region, two or more in a row, that are together the title, which stands whole elsewhere."""
    cores = [verdict.line(n).core for n in range(verdict.region.start)]
    for first in range(len(cores)) if title else ():
        for end in range(first + 2, min(first + MOST_LINES, len(cores)) + 1):
            if title and "".join(cores[first:end]) == title.core:
                return frozenset(range(first, end))
    return frozenset()


def _of_header(reading: Reading, verdict: RegionVerdict, rulebook: Rulebook) -> Iterator[int]:
    """The lines above the region that are the header of a post on a board."""
    header = set(read_headers(lines(reading.text), grammar(rulebook)).lines)
    yield from (n for n in range(verdict.region.start) if verdict.line(n) in header)


def _is_of_title(core: str, title: str) -> bool:
    """True for the letters of a line that are a part of the title; for few letters, its beginning."""
    return bool(core) and (title.startswith(core) if len(core) < REPEATABLE else core in title)
