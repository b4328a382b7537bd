"""Words that the glossary lacks: what the collection uses as terms, ranked, each with its evidence and its places.

What a source uses is counted in `survey.py`, once for each source; what speaks for a form is weighed in `termhood.py`.
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
from .termhood import Kind, Scored, Usages, scored

MOST = 300  # candidates that are told: further down nobody looks
AROUND = 15  # characters of a context on each side
CONTEXTS = 2


@dataclass(frozen=True, slots=True)
class Context:
    """A form as it stands in a text, with what stands beside it."""

    source: str
    block: str
    before: str
    form: str
    after: str


@dataclass(frozen=True, slots=True)
class DefiningSentence:
    """The sentence of an article that defines a candidate: as the edition has it, and as the source does.

    ``quote`` is the edition's wording too where the source has other letters in between: markup, or what was cut.
    """

    source: str
    block: str
    words: str
    quote: str


@dataclass(frozen=True, slots=True)
class Candidate:
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


def candidates(editions: Sequence[Edition], known: Collection[str] = ()) -> tuple[Candidate, ...]:
    """What may be a term in the editions and is none of the ``known`` forms, the most likely first.

    Words on which the editor has a note, or is asked in an edition, are no candidates.
    """
    length = sum(len(block.text) for edition in editions for block in edition.blocks)
    if not length:
        return ()
    usages = Usages.from_packed([edition.usages for edition in editions], length)
    doubted = (words for edition in editions for words in _doubted(edition))
    passed = set(map(caseless_simplified, (*known, *doubted)))
    found = (row for row in scored(usages) if caseless_simplified(row.found.form) not in passed)
    return tuple(_candidate(row, editions) for row in islice(found, MOST))


def _doubted(edition: Edition) -> Iterator[str]:
    """The words of an edition that are in question: the editor has noted something on them, or is asked about them."""
    yield from (note.words for note in edition.notes)
    for query in edition.reading.queries:
        yield edition.reading.place(query.span).slice(edition.reading.text)


def _candidate(row: Scored, editions: Sequence[Edition]) -> Candidate:
    found = row.found
    first = {n: (n, place) for n, place in reversed(found.places)}  # the first place of each source
    places = sorted(first.values(), key=itemgetter(0)) if len(first) >= CONTEXTS else found.places
    contexts = tuple(_context(editions[n], place) for n, place in places[:CONTEXTS])
    explained = found.explained
    return Candidate(
        form=contexts[0].form,
        kind=row.kind,
        score=row.score,
        times=found.times,
        sources=found.sources,
        reasons=row.reasons,
        contexts=contexts,
        english=explained[1].english if explained else "",
        definition=_definition(editions[explained[0]], explained[1].sentence) if explained and explained[1].how == "defined" else None,
    )


def _context(edition: Edition, place: TokenPlace) -> Context:
    block = edition.blocks[place.block]
    before, after = block.text[max(0, place.start - AROUND) : place.start], block.text[place.end : place.end + AROUND]
    return Context(edition.source.id, block.id, _line(before), block.text[place.start : place.end], _line(after))


def _line(text: str) -> str:
    """The text on one line."""
    return " ".join(text.splitlines())


def _definition(edition: Edition, place: TokenPlace) -> DefiningSentence:
    block = edition.blocks[place.block]
    start = block.span.start
    words = block.text[place.start : place.end]
    quote = edition.reading.origin(Span(start + place.start, start + place.end)).slice(edition.reading.raw)
    return DefiningSentence(edition.source.id, block.id, words, quote if caseless_letters(quote) == caseless_letters(words) else words)
