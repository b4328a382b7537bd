"""Term extraction: the words that the corpus uses as terms and the glossary lacks, ranked, each with its evidence and its places.

`facts/term_usage/survey.py` counts the usages of each source, once; `termhood.py` weighs the evidence for a form.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter

from ..core.model import Edition
from ..core.normalize import caseless_letters, caseless_simplified
from ..core.reading import Span
from ..facts.term_usage.usage import TokenPlace
from .termhood import CorpusStatistics, Kind, ScoredForm, score_forms

MAX_CANDIDATES = 300  # further down nobody looks
AROUND = 15  # characters of a context on each side
CONTEXTS = 2


@dataclass(frozen=True, slots=True)
class Context:
    """A form in its context, as in a concordance (KWIC): with the characters before and after it."""

    source: str
    block: str
    before: str
    form: str
    after: str


@dataclass(frozen=True, slots=True)
class DefiningSentence:
    """The sentence of an article that defines a candidate: as the edition has it (``words``), and as the source does (``quote``).

    ``quote`` has the edition's wording too where the source has other letters in between: markup, or what was cut.
    """

    source: str
    block: str
    words: str
    quote: str


@dataclass(frozen=True, slots=True)
class TermCandidate:
    """A form that may deserve an entry in the glossary; ``sources`` is how many sources use it."""

    form: str
    kind: Kind
    score: float
    times: int
    sources: int
    reasons: tuple[str, ...]
    contexts: tuple[Context, ...]
    english: str = ""
    definition: DefiningSentence | None = None


def term_candidates(editions: Sequence[Edition], known: Collection[str] = ()) -> tuple[TermCandidate, ...]:
    """What may be a term in the editions and is not one of the ``known`` forms, the most likely first.

    Words on which the editor has a note, or on which an edition has a query, are not candidates.
    """
    length = sum(len(block.text) for edition in editions for block in edition.blocks)
    if not length:
        return ()
    corpus = CorpusStatistics.from_packed([edition.usages for edition in editions], length)
    doubted = (words for edition in editions for words in _doubted(edition))
    excluded = set(map(caseless_simplified, (*known, *doubted)))
    rows = (row for row in score_forms(corpus) if caseless_simplified(row.statistics.form) not in excluded)
    return tuple(_candidate(row, editions) for row in islice(rows, MAX_CANDIDATES))


def _doubted(edition: Edition) -> Iterator[str]:
    """The words of an edition that are in question: those of its notes and of its queries to the editor."""
    yield from (note.words for note in edition.notes)
    for query in edition.reading.queries:
        yield edition.reading.place(query.span).slice(edition.reading.text)


def _candidate(scored: ScoredForm, editions: Sequence[Edition]) -> TermCandidate:
    stats = scored.statistics
    first = {n: (n, place) for n, place in reversed(stats.places)}  # the first place of each source
    places = sorted(first.values(), key=itemgetter(0)) if len(first) >= CONTEXTS else stats.places
    contexts = tuple(_context(editions[n], place) for n, place in places[:CONTEXTS])
    explained = stats.explained
    return TermCandidate(
        form=contexts[0].form,
        kind=scored.kind,
        score=scored.score,
        times=stats.times,
        sources=stats.sources,
        reasons=scored.reasons,
        contexts=contexts,
        english=explained[1].english if explained else "",
        definition=_definition(editions[explained[0]], explained[1].sentence) if explained and explained[1].how == "defined" else None,
    )


def _context(edition: Edition, place: TokenPlace) -> Context:
    block = edition.blocks[place.block]
    before, after = block.text[max(0, place.start - AROUND) : place.start], block.text[place.end : place.end + AROUND]
    return Context(edition.source.id, block.id, _on_one_line(before), block.text[place.start : place.end], _on_one_line(after))


def _on_one_line(text: str) -> str:
    return " ".join(text.splitlines())


def _definition(edition: Edition, place: TokenPlace) -> DefiningSentence:
    block = edition.blocks[place.block]
    start = block.span.start
    words = block.text[place.start : place.end]
    quote = edition.reading.origin(Span(start + place.start, start + place.end)).slice(edition.reading.raw)
    return DefiningSentence(edition.source.id, block.id, words, quote if caseless_letters(quote) == caseless_letters(words) else words)
