"""The rulebook: rules, word lists and weights as data. `load` reads them from `hooks/rules/`.

A rule is an entry of a file, with examples: ``specs`` (must change) and ``leave`` (must not). A *table* is such a file; its rules run
in the order of the file. A rule of `programmed.yml` has no pattern of its own: the module that it names carries it out.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

import regex

from ..core import lines
from ..core.errors import RuleError
from ..core.normalize import to_simplified
from ..core.reading import Change, Proposal, Query, Reading, Run, Span
from .site_parts import SiteParts

Kind = Literal["form", "wording", "place", "query"]
TABLES = ("characters", "cleaning", "metadata", "boilerplate", "queries")
LIKELY = 0.9  # the probability that a rule is right which is sure elsewhere
PATIENCE = 10.0  # seconds that one pattern may take for one source
SIMPLIFIED_TABLES = ("metadata", "boilerplate")  # tables that search the text in Simplified characters, and so know both scripts
LINE_ENDS = ("", "\n", "\r")  # what stands before and behind whole lines
# URLs and e-mail addresses, which no rule of a table may alter, because machines read them; it may delete the whole line of one.
UNTOUCHED = regex.compile(r"(?:https?|ftp)://[!-~]+|(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+", regex.ASCII)


@dataclass(frozen=True, slots=True)
class Example:
    """An example of a rule: ``before`` becomes ``after``; both are equal where the rule must leave the text alone.

    ``quote`` is a second input of some rules: what the editor quotes in a sidecar, or a line that many sources share.
    """

    before: str
    after: str
    line: int
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A named reason for a change.

    ``kind`` classes the change for readers: the form of a mark, the wording, or the place of words (moved to the head of the page,
    joined to a heading); a query changes nothing, and asks the editor. ``find`` is the compiled pattern, ``pattern`` its source, in
    which parts stand by name. ``put``, of a query what it supposes to be right, is a replacement template (literals and groups of
    ``find``) or a mapping from texts to others, ``written`` the same for display. ``leaves`` names the block that stands where the words
    were. ``sure`` is False for conjectures; ``confidence`` is the probability that such a conjecture or query is right. ``shape`` is what
    a line is that ``find`` matches, and ``part`` what a part of a line of metadata is.
    """

    id: str
    name: str
    why: str
    table: str
    place: str
    line: int
    kind: Kind
    find: regex.Pattern[str] | None = None
    pattern: str = ""
    put: tuple[str | int, ...] | dict[str, str] = ()
    written: str = ""
    scope: str = "all"
    sure: bool = True
    confidence: float = 1.0
    leaves: str = ""
    step: str = ""
    shape: str = ""
    part: str = ""
    examples: tuple[Example, ...] = ()

    def matches(self, text: str, scope: str | None = None) -> Iterator[regex.Match[str]]:
        """The matches in ``text`` within the rule's scope that alter no address. Raises RuleError when it takes too long."""
        assert self.find is not None
        text = to_simplified(text) if self.table in SIMPLIFIED_TABLES else text
        untouched = _addresses(text)
        try:
            for area in lines.zone(text, scope or self.scope):
                for match in self.find.finditer(text, area.start, area.end, timeout=PATIENCE):
                    if not _alters(match, untouched, is_deletion=self.put == ("",)):
                        yield match
        except TimeoutError:
            raise RuleError(self.place, self.line, f"{self.id}: the pattern takes over {PATIENCE:.0f} s", "make it simpler") from None

    def takes(self, line: str, share: float = 1.0, scope: str | None = None) -> bool:
        """True where a match takes at least this share of a line by itself."""
        return any(len(match.group().strip()) >= share * len(line) for match in self.matches(line, scope))

    def propose(self, reading: Reading, scope: str | None = None) -> Iterator[Proposal]:
        """The rule's proposals for a reading: a change of what stands between the groups that its template keeps, or a query."""
        for match in self.matches(reading.text, scope):
            if self.kind == "query":
                yield Query(match.start(), match.end(), self.id, self.confidence, put=self._supposed(match))
                continue
            for start, end, put in _pieces(match, self.put):
                if reading.text[start:end] != put:
                    yield Change(start, end, put, self.id, sure=self.sure)

    def _supposed(self, match: regex.Match[str]) -> str | None:
        """What a query supposes to be right in the place of a match; None where it supposes nothing."""
        if isinstance(self.put, dict):
            return self.put.get(match.group())
        return "".join(part if isinstance(part, str) else match[part] for part in self.put) if self.put else None


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules, word lists and weights; and of the source at hand the lines that it shares with others (``shared_lines``), what the
    template of its site says of it (``site_parts``), and the editor of its site (``stated_parts``), the title that its editor gives it
    (``edited_title``), and where in the raw text its title stands, once that is known (``title_place``).
    ``region_weights`` weigh the signals by which the article of a web page is known, ``title_weights`` those by which a title is.

    ``digest`` is a hash of the files, and a part of every cache key. ``tables`` holds the rules by table, in order.
    """

    rules: Mapping[str, Rule]
    words: Mapping[str, frozenset[str]]
    weights: Mapping[str, float]
    digest: str
    tables: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)
    shared_lines: frozenset[str] = frozenset()
    edited_title: str = ""
    title_place: Span | None = None
    site_parts: SiteParts | None = None
    stated_parts: SiteParts | None = None
    region_weights: Mapping[str, float] = field(default_factory=dict)
    title_weights: Mapping[str, float] = field(default_factory=dict)

    def without(self, ids: Iterable[str]) -> Rulebook:
        """The same rulebook without some rules; its digest differs."""
        removed = set(ids)
        if not removed:
            return self
        rules = {k: v for k, v in self.rules.items() if k not in removed}
        digest = hashlib.sha256((self.digest + "\0".join(sorted(removed))).encode()).hexdigest()
        return replace(self, rules=rules, digest=digest, tables=rules_by_table(rules.values()))

    def confidence(self, run: Run) -> float:
        """The probability that a conjecture is right: its own, or that of its rule."""
        return min(self.rules[run.rule or ""].confidence, LIKELY) if run.confidence is None else run.confidence

    def shape(self, line: str) -> str:
        """The kind of block that a line is by its shape: the first rule of `shapes.yml` that matches decides. Empty where none does."""
        return next((rule.shape for rule in self.table("shapes") if rule.find is not None and rule.find.match(line)), "")

    def table(self, name: str) -> tuple[Rule, ...]:
        return self.tables.get(name, ())


def rules_by_table(rules: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    tables: dict[str, tuple[Rule, ...]] = {}
    for rule in rules:
        tables[rule.table] = (*tables.get(rule.table, ()), rule)
    return tables


@lru_cache(maxsize=4)
def _addresses(text: str) -> tuple[Span, ...]:
    """The URLs and e-mail addresses of a text, in order."""
    return tuple(Span(*match.span()) for match in UNTOUCHED.finditer(text)) if "@" in text or "://" in text else ()


def _alters(match: regex.Match[str], addresses: Sequence[Span], *, is_deletion: bool) -> bool:
    """True where a match overlaps one of the addresses, unless whole lines are deleted, and the addresses with them."""
    span = Span(*match.span())
    n = bisect_right(addresses, span.start, key=lambda address: address.end)
    if n == len(addresses) or not span.overlaps(addresses[n]):
        return False
    text = match.string
    is_whole = text[span.start - 1 : span.start] in LINE_ENDS and (
        text[span.end : span.end + 1] in LINE_ENDS or text[span.end - 1] in LINE_ENDS
    )
    return not (is_deletion and is_whole)


def _pieces(match: regex.Match[str], put: tuple[str | int, ...] | dict[str, str]) -> Iterator[tuple[int, int, str]]:
    """The replaced stretches of a match, as start, end and replacement; groups that the template keeps are not among them."""
    if isinstance(put, dict):
        yield match.start(), match.end(), put.get(match.group(), match.group())
        return
    at, literal = match.start(), ""  # literals of the template since the last group that it keeps
    for part in put:
        if isinstance(part, str):
            literal += part
            continue
        if match.start(part) >= 0:
            if at < match.start(part) or literal:
                yield at, match.start(part), literal
            at, literal = match.end(part), ""
    if at < match.end() or literal:
        yield at, match.end(), literal
