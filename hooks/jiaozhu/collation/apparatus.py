"""The critical apparatus of an edition: counts by rule, every cut in full, every supplied reading, every variant, every question."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import regex

from ..cleaning.markup import is_page
from ..core.model import Edition
from ..core.normalize import caseless_letters
from ..core.reading import Reading, Run, Span
from ..html.plain_text import fragment_text
from ..rules.rulebook import Kind, Rule, Rulebook
from ..sites.furniture import RULES
from ..sites.occurrences import SiteOccurrences
from .collate import COPY, SUPPLIED, VARIANT
from .sigla import witness_names

NEWLINE = regex.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
AROUND = 8  # characters of context on each side of a reading
LONGEST_LEMMA = 60  # characters of the words that a question quotes; what is between is left out
BEFORE = 4  # characters before a lemma


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a rule changed a source, and how many characters of it that took."""

    rule: Rule
    times: int
    characters: int


@dataclass(frozen=True, slots=True)
class Cut:
    """Words of the source that are not in the text. ``at`` is where they would stand there; ``line`` and ``span`` are in the source.

    ``sure`` is False where the rule is not sure, or was not in this place. ``reason`` is what else speaks for it, in a sentence.
    """

    at: int
    rule: Rule
    words: str
    line: int
    span: Span
    sure: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Supply:
    """A reading that another copy supplied: its place in the text, and its line in the copy that has it (``witness`` is its name)."""

    at: int
    put: str
    before: str
    after: str
    reads: str
    line: int
    base_line: int
    witness: str
    sure: bool


@dataclass(frozen=True, slots=True)
class VariantEntry:
    """An entry of the list of variants: `lemma ] reading witnesses`. The lemma is empty for an addition, the reading for an omission.

    ``before`` is what stands before the lemma in its block.
    """

    block: str
    before: str
    lemma: str
    reading: str
    witnesses: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question to the editor about words of the text; ``at`` is behind them."""

    at: int
    words: str
    rule: Rule
    why: str


@dataclass(frozen=True, slots=True)
class Apparatus:
    """``marks`` counts changes of form, ``copied_characters`` letters of a second copy, ``cut_characters`` other letters that were cut,
    ``doubts`` conjectures and questions.
    """

    tallies: tuple[Tally, ...]
    cuts: tuple[Cut, ...]
    supplies: tuple[Supply, ...]
    questions: tuple[Question, ...]
    variants: tuple[VariantEntry, ...]
    marks: int
    copied_characters: int
    cut_characters: int
    doubts: int


def apparatus(edition: Edition, rulebook: Rulebook, occurrences: SiteOccurrences | None = None) -> Apparatus:
    """The apparatus of an edition; ``occurrences`` are those of the lines of its site, where it has a template."""
    reading = edition.reading
    cuts = tuple(_with_reason(cut, occurrences) if occurrences else cut for cut in _cuts(reading, rulebook))
    tallies = tuple(_tallies(reading, cuts, rulebook))
    cut_letters: Counter[str] = Counter()
    for cut in cuts:
        cut_letters[cut.rule.id] += len(caseless_letters(cut.words))
    return Apparatus(
        tallies=tallies,
        cuts=cuts,
        supplies=tuple(_supplies(edition)),
        variants=tuple(_variants(edition)),
        questions=tuple(_questions(reading, rulebook)),
        marks=sum(t.times for t in tallies if t.rule.kind == "form"),
        copied_characters=cut_letters[COPY],
        cut_characters=cut_letters.total() - cut_letters[COPY],
        doubts=sum(not run.sure for run in reading.runs) + len(reading.queries),
    )


def _with_reason(cut: Cut, occurrences: SiteOccurrences) -> Cut:
    return replace(cut, reason=occurrences.reason(cut.words)) if cut.rule.id in RULES.values() else cut


def _tallies(reading: Reading, cuts: tuple[Cut, ...], rulebook: Rulebook) -> Iterator[Tally]:
    """In the order of the rulebook's kinds: wording, place, form; the commonest first. A cut in pieces counts once."""
    times: Counter[str] = Counter(cut.rule.id for cut in cuts)
    characters: Counter[str] = Counter()
    for run in reading.runs:
        if run.rule is not None:
            characters[run.rule] += max(run.end - run.start, len(run.put or ""))
            if _wording(run, rulebook) is None:
                times[run.rule] += 1
    variants = sum(run.rule == VARIANT != last.rule for last, run in pairwise((Run(0, 0), *reading.runs)))
    times.update({VARIANT: variants} if variants else {})
    times.update(rule for rule in characters if not times[rule])  # it took nothing but spaces, which no cut quotes
    order: tuple[Kind, ...] = ("wording", "place", "form")
    tallies = [Tally(rulebook.rules[rule], n, characters[rule]) for rule, n in times.items()]
    yield from sorted(tallies, key=lambda t: (order.index(t.rule.kind), -t.times, t.rule.id))


def _cuts(reading: Reading, rulebook: Rulebook) -> Iterator[Cut]:
    """Stretches without a kept character, each under the rule that took its words; changes of form inside it are its own."""
    group: list[Run] = []
    at, last, marked = 0, None, is_page(reading)
    for start_of_run, run in (*reading.placed(), (len(reading.text), Run(len(reading.raw), len(reading.raw)))):
        rule = _wording(run, rulebook)
        if run.put == "" and (rule is None or last is None or rule == last):
            at = at if group else start_of_run
            group.append(run)
            last = last or rule
            continue
        if last is not None:
            start, end = group[0].start, group[-1].end
            words = fragment_text(reading.raw[start:end]) if marked else reading.raw[start:end].strip()
            if words:
                yield Cut(at, last, words, line_of(reading.raw, start), Span(start, end), all(run.sure for run in group))
        group, at, last = ([run] if run.put == "" else []), start_of_run, rule


def _wording(run: Run, rulebook: Rulebook) -> Rule | None:
    """The rule that took the words of a run. What a copy reads differently goes with the copy; it stands in the list of variants."""
    rule = rulebook.rules.get(COPY if run.rule == VARIANT else run.rule) if run.rule else None
    return rule if rule and rule.kind != "form" and run.put == "" else None


def _variants(edition: Edition) -> Iterator[VariantEntry]:
    """What other witnesses read, once for all that agree."""
    text, called = edition.reading.text, witness_names(edition)
    starts = [block.span.start for block in edition.blocks]
    together: dict[tuple[Span, str], list[str]] = {}
    for v in edition.variants:
        together.setdefault((v.lemma, v.reading), []).append(called[v.witness, v.copy])
    for (lemma, reading), who in together.items():
        block = edition.blocks[max(0, bisect_right(starts, lemma.start) - 1)]
        yield VariantEntry(
            block.id, _before(text[block.span.start : lemma.start], len(lemma) > 0), lemma.slice(text), reading, "".join(who)
        )


def _before(text: str, short: bool) -> str:
    """The last words of ``text``: no half of a Latin word, and where they may be short nothing beyond a mark."""
    start = max(0, len(text) - BEFORE)
    while 0 < start < len(text) and text[start - 1 : start + 1].isascii() and text[start - 1 : start + 1].isalnum():
        start -= 1
    marks = [n for n in range(start, len(text)) if not text[n].isalnum()] if short else []
    return text[marks[-1] + 1 if marks else start :]


def _supplies(edition: Edition) -> Iterator[Supply]:
    reading, called = edition.reading, witness_names(edition)
    raws = {source.id: source.raw for source in edition.witnesses}
    for at, run in reading.placed():
        if run.rule == SUPPLIED and run.witness is not None and run.put:
            end = at + len(run.put)
            before = reading.text[max(0, at - AROUND) : at].splitlines()
            after = reading.text[end : end + AROUND].splitlines()
            other = run.witness.source
            line = line_of(raws[other] if other else reading.raw, run.witness.span.start)
            words = (before or [""])[-1], (after or [""])[0]
            name = f"{called[other, 0]}本" if other else "对校本"
            yield Supply(at, run.put, *words, run.witness.reads, line, line_of(reading.raw, run.start), name, run.sure)


def _questions(reading: Reading, rulebook: Rulebook) -> Iterator[Question]:
    for query in reading.queries:
        place = reading.place(query.span)
        if len(place):
            yield Question(place.end, _clipped(place.slice(reading.text)), rulebook.rules[query.rule], query.why)


def _clipped(words: str) -> str:
    return words if len(words) <= LONGEST_LEMMA else f"{words[: LONGEST_LEMMA // 2]}……{words[-LONGEST_LEMMA // 2 :]}"


def line_of(raw: str, at: int) -> int:
    """The line of ``raw`` in which the first character that is not white space from ``at`` on stands."""
    while at < len(raw) and raw[at].isspace():
        at += 1
    return bisect_right(line_starts(raw), at) + 1


@lru_cache(maxsize=4)
def line_starts(raw: str) -> tuple[int, ...]:
    """The offsets at which the lines of a raw text begin, but for the first."""
    return tuple(match.end() for match in NEWLINE.finditer(raw))
