"""Provenance: a reading of a raw text in which no character is lost.

A :class:`Reading` is the raw text of a source and the runs that tile it, like the pieces of a piece table. Each run keeps its stretch
of the raw text, or replaces or cuts it and names the rule that says so. Steps *propose* changes against ``Reading.text``; only
:meth:`Reading.amend` applies and records them. All offsets are code points.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from .runs import Change, HeldProposal, Proposal, Query, Run, Span, Witness

__all__ = ["Change", "HeldProposal", "Proposal", "Query", "Reading", "Run", "Span", "Witness"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A raw text, the runs that tile it, and the spans of it that an editor has forbidden to change (``held``).

    ``verbatim`` are the spans of the raw text that are quoted to the letter, such as code, in order: nothing in them is changed or
    asked about, and each is cut as a whole, with words, or not at all. ``queries`` are the questions to the editor that steps have
    raised, each with its place in the raw text; ``refusals`` are the proposals that what is held has refused.
    """

    raw: str
    runs: tuple[Run, ...]
    held: tuple[Span, ...] = ()
    queries: tuple[Query, ...] = ()
    verbatim: tuple[Span, ...] = ()
    refusals: tuple[HeldProposal, ...] = ()
    text: str = field(init=False, repr=False, compare=False)
    _at: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        parts = [run.text(self.raw) for run in self.runs]
        at, offsets = 0, []
        for part in parts:
            offsets.append(at)
            at += len(part)
        object.__setattr__(self, "text", "".join(parts))
        object.__setattr__(self, "_at", tuple(offsets))
        object.__setattr__(self, "_starts", tuple(run.start for run in self.runs))

    @classmethod
    def unchanged(cls, raw: str, held: Iterable[Span] = ()) -> Reading:
        """The reading that changes nothing."""
        return cls(raw, (Run(0, len(raw)),) if raw else (), tuple(sorted(held)))

    def amend(self, proposals: Iterable[Proposal]) -> Reading:
        """The reading after ``proposals``, which refer to ``self.text`` and come in any order; queries are recorded.

        A proposal that touches a held span is refused, because the editor has decided, and that is recorded; but a cut of several
        lines is carried out on the lines that touch none. Raises ValueError for changes that overlap each other or lie outside the text.
        Where a change covers an earlier cut, the record of that cut stays; where it covers a part of an earlier replacement, the
        replacement is split at its borders. A change that puts what already stands there is not recorded.
        """
        every = tuple(proposals)
        changes = [proposal for proposal in every if isinstance(proposal, Change)]
        queries = [proposal for proposal in every if isinstance(proposal, Query)]
        recorded = tuple(self._recorded(query) for query in queries if self.is_free(query.span) and not self._is_quoted(query.span))
        ordered = _ordered(changes, len(self.text))
        refusals = (*self.refusals, *(refusal for proposal in every for refusal in self._refusals(proposal)))
        effective = [c for proposed in ordered for c in self._allowed(proposed) if c.put != self.text[c.start : c.end]]
        if not effective:
            is_same = not recorded and refusals == self.refusals
            return self if is_same else replace(self, queries=(*self.queries, *recorded), refusals=refusals)
        runs: list[Run] = []
        rest = list(reversed(self.runs))
        at = 0
        for change in effective:
            at = _copy(self.raw, rest, runs, at, change.start)
            at = _apply(self.raw, rest, runs, at, change)
        runs.extend(reversed(rest))
        return replace(self, runs=tuple(_canonical(self.raw, runs)), queries=(*self.queries, *recorded), refusals=refusals)

    def settled(self, spans: Iterable[Span]) -> Reading:
        """The same reading, in which the changes inside ``spans`` of the raw text are sure, because an editor has confirmed them."""
        confirmed = tuple(spans)
        runs = (replace(run, sure=run.sure or any(s.start <= run.start and run.end <= s.end for s in confirmed)) for run in self.runs)
        return replace(self, runs=tuple(_canonical(self.raw, runs)))

    def origin(self, span: Span) -> Span:
        """The smallest span of the raw text from which ``text[span]`` comes.

        For an empty span, the empty span at which an insertion there would be recorded.
        """
        if not self.runs:
            return Span(0, 0)
        if not len(span):
            start = self._raw_edge(span.start, opening=False)
            return Span(start, start)
        start = self._raw_edge(span.start, opening=True)
        return Span(start, self._raw_edge(span.end, opening=False))

    def place(self, span: Span) -> Span:
        """The span of ``text`` that a span of the raw text has become; empty where all of it was cut."""
        first = bisect_right(self.runs, span.start, key=lambda run: run.end)  # the ends of the runs are in order, as their starts are
        behind = max(first, bisect_left(self._starts, span.end))
        kept = next((n for n in range(first, behind) if self._leaves_text(n)), None)
        if kept is None:
            at = self._at[first] if first < len(self.runs) else len(self.text)
            return Span(at, at)
        last = next(n for n in range(behind - 1, first - 1, -1) if self._leaves_text(n))
        start, end = self._at[kept], self._at[last] + len(self.runs[last].text(self.raw))
        if self._is_exact(kept):
            start += max(0, span.start - self.runs[kept].start)
        if self._is_exact(last):
            end = self._at[last] + min(len(self.runs[last].text(self.raw)), span.end - self.runs[last].start)
        return Span(start, end)

    def _leaves_text(self, n: int) -> bool:
        """True for a run that has characters of the raw text, and puts something in their place."""
        run = self.runs[n]
        return run.start < run.end and run.put != ""

    def _is_exact(self, n: int) -> bool:
        """True for a run whose text has a character for each of the raw text."""
        run = self.runs[n]
        return run.put is None or len(run.put) == run.end - run.start

    def placed(self) -> Iterator[tuple[int, Run]]:
        """The runs in order, each with the offset in ``text`` at which it begins."""
        return zip(self._at, self.runs, strict=True)

    def is_free(self, span: Span) -> bool:
        """True where a span of ``text`` comes from nothing that an editor holds."""
        if not self.held:
            return True
        origin = self.origin(span)
        return not any(origin.overlaps(held) for held in self.held)

    def _allowed(self, change: Change) -> Iterator[Change]:
        """The change itself where nothing is held; of a cut of several lines, the cuts of those lines in which nothing is held."""
        if self._may_change(change):
            yield change
        elif change.put == "":
            at = change.start
            for line in change.span.slice(self.text).splitlines(keepends=True):
                part = replace(change, start=at, end=at + len(line))
                if len(line) < len(change.span) and self._may_change(part):
                    yield part
                at += len(line)

    def _may_change(self, change: Change) -> bool:
        if not self.is_free(change.span):
            return False
        is_cut = bool(self.verbatim) and change.put == "" and any(map(str.isalnum, change.span.slice(self.text)))
        return not self._is_quoted(change.span, is_cut=is_cut)

    def _is_quoted(self, span: Span, *, is_cut: bool = False) -> bool:
        """True where a span of ``text`` touches what is quoted to the letter; not so for the cut of all of it."""
        if not self.verbatim:
            return False
        origin = self.origin(span)
        n = bisect_right(self.verbatim, origin.start, key=lambda quoted: quoted.end)
        while n < len(self.verbatim) and self.verbatim[n].start < origin.end:
            quoted = self.verbatim[n]
            if not (is_cut and origin.contains(quoted)):
                return True
            n += 1
        return False

    def _refusals(self, proposal: Proposal) -> Iterator[HeldProposal]:
        """The parts of what a proposal is about that are held; none where it would change nothing."""
        changes_nothing = isinstance(proposal, Change) and proposal.put == proposal.span.slice(self.text)
        if self.held and not changes_nothing:
            origin = self.origin(proposal.span)
            for held in self.held:
                if origin.overlaps(held):
                    yield HeldProposal(proposal.rule, max(origin.start, held.start), min(origin.end, held.end))

    def _recorded(self, query: Query) -> Query:
        origin = self.origin(query.span)
        return replace(query, start=origin.start, end=origin.end)

    def _raw_edge(self, at: int, opening: bool) -> int:
        """The raw offset for the text offset ``at``: where the character after it begins (``opening``), or where the one before it ends."""
        n = bisect_right(self._at, at if opening else at - 1) - 1
        n = max(n, 0)
        run, inside = self.runs[n], at - self._at[n]
        if run.put is None or len(run.put) == run.end - run.start:
            return min(run.start + inside, run.end)
        return run.start if opening or not inside else run.end


def _ordered(changes: Iterable[Change], length: int) -> list[Change]:
    ordered = sorted(changes, key=lambda c: (c.start, c.end))
    for change in ordered:
        if not 0 <= change.start <= change.end <= length:
            raise ValueError(f"{change} lies outside a text of {length} characters")
    for before, after in pairwise(ordered):
        if before.end > after.start:
            raise ValueError(f"two changes overlap: {before} and {after}")
    return ordered


def _copy(raw: str, rest: list[Run], runs: list[Run], at: int, until: int) -> int:
    """Move runs from ``rest`` (a stack) to ``runs`` until the text offset ``until``, splitting the last."""
    while at < until:
        run = rest.pop()
        length = len(run.text(raw))
        if at + length > until:
            rest.append(run.tail(raw, until - at))
            run = run.head(raw, until - at)
            length = until - at
        runs.append(run)
        at += length
    return at


def _apply(raw: str, rest: list[Run], runs: list[Run], at: int, change: Change) -> int:
    """Move the runs under ``change`` to ``runs`` and change them: the first carries what is put, the others are cut."""
    covered: list[Run] = []
    at = _copy(raw, rest, covered, at, change.end)
    put, done = change.put, False
    place = covered[0].start if covered else runs[-1].end if runs else 0
    for run in covered:
        if run.put == "":
            runs.append(run)
            continue
        mine = Run(run.start, run.end, "" if done else put, change.rule, None if done else change.witness, change.sure, change.confidence)
        last = runs[-1] if runs else None
        if done and last is not None and (last.rule, last.sure) == (mine.rule, mine.sure) and last.end == mine.start:
            runs[-1] = replace(last, end=mine.end)
        else:
            runs.append(mine)
        done = True
    if not done and put:
        runs.append(Run(place, place, put, change.rule, change.witness, change.sure, change.confidence))
    return at


def _canonical(raw: str, runs: Iterable[Run]) -> Iterator[Run]:
    """The same runs in canonical form: none is empty or puts what the raw text has, and neighbours of one kind are merged."""
    last: Run | None = None
    for run in runs:
        if run.start == run.end and not run.put:
            continue
        if run.put is not None and run.start < run.end and run.put == raw[run.start : run.end]:
            run = Run(run.start, run.end)
        if last is not None:
            both_kept = last.put is None and run.put is None
            both_cut = last.put == "" == run.put and (last.rule, last.sure) == (run.rule, run.sure)
            if both_kept or both_cut:
                last = Run(last.start, run.end, last.put, last.rule, sure=last.sure)
                continue
            yield last
        last = run
    if last is not None:
        yield last
