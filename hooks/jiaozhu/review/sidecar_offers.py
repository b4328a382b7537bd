"""Lines of a sidecar that settle one doubt. Each is tried before it is offered: it is read as the file would be, and located in the source.

The words themselves are the best quote. Where they stand in several places, a line is counted (`at: 2`), words of a note are told by those
before or behind them, and other words are quoted with those around them until the quote fits one place; where that does not help, they
are counted too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from ..cleaning.editor_decisions import (
    bind_notes,
    confirmed_spans,
    heading_origins,
    kept_spans,
    noted_spans,
    propose_cuts,
    propose_emendations,
    propose_marks,
)
from ..core.decisions import Sidecar
from ..core.errors import SidecarError
from ..core.lines import lines
from ..core.quotations import find_words
from ..core.reading import Reading, Span
from ..sources import sidecar
from ..yaml_files.splices import quoted

ENOUGH = 40  # characters on each side that a quote may grow by until it is the only one of its kind in the source
PLACE = "sidecar.yml"  # what errors would call the file, if they were shown


@dataclass(frozen=True, slots=True)
class Quotable:
    """The source as people read it, and stretches of its raw text that one quote is to mean."""

    source: Reading
    targets: tuple[Span, ...]

    @property
    def place(self) -> Span:
        """The stretch of the readable text from the first to the last of the targets, without white space at both ends."""
        span = self.source.place(Span(self.targets[0].start, max(target.end for target in self.targets)))
        return span.trimmed(self.source.text)


def offer_keep(quotable: Quotable) -> str:
    """Lines that protect the targets from every rule; empty where no quote does."""

    def works(decisions: Sidecar) -> bool:
        held = kept_spans(quotable.source, decisions)
        return len(held) == 1 and all(target.overlaps(held[0]) for target in quotable.targets)

    return _first_that_works(_quotes(quotable, "keep"), works)


def offer_confirm(quotable: Quotable, others: Sequence[Span] = ()) -> str:
    """Lines that make the conjectures in the targets sure, and none in the ``others``; empty where no quote does."""

    def works(decisions: Sidecar) -> bool:
        spans = confirmed_spans(quotable.source, decisions)
        has_others = any(span.contains(other) for span in spans for other in others)
        covers = len(spans) == 1 and all(map(spans[0].contains, quotable.targets))
        return covers and not has_others

    return _first_that_works(chain(_quotes(quotable, "confirm"), _around(quotable, "confirm") if others else ()), works)


def offer_cut(quotable: Quotable) -> str:
    """Lines that cut the words of the targets and nothing else; empty where no quote does."""
    place = quotable.place

    def works(decisions: Sidecar) -> bool:
        changes = list(propose_cuts(quotable.source, decisions))
        return [change.span for change in changes] == [place]

    return _first_that_works(_counted(quotable, "cut"), works)


def offer_note(quotable: Quotable, reading: Reading, note: str) -> str:
    """Lines of a note on the targets, whose words stand in the ``reading`` too; empty where no quote does."""

    def works(decisions: Sidecar) -> bool:
        noted = noted_spans(quotable.source, decisions)
        bound = next(bind_notes(reading, quotable.source, decisions)).span
        places = [reading.place(target) for target in quotable.targets]
        return all(any(target.overlaps(span) for span in noted) for target in quotable.targets) and any(map(bound.overlaps, places))

    quotes = _quotes(quotable, "notes")
    return _first_that_works((f"{lines_of_quote}\n    note: {quoted(note)}" for lines_of_quote in quotes), works)


def offer_emendation(quotable: Quotable, put: str, why: str) -> str:
    """Lines that put other words in the place of the targets; empty where no quote means them alone."""
    source = quotable.source

    def works(decisions: Sidecar) -> bool:
        return [change.span for change in propose_emendations(source, source, decisions)] == [quotable.place]

    more = f"\n    put: {quoted(put)}\n    why: {quoted(why)}"
    return _first_that_works((quote + more for quote in _counted(quotable, "emend")), works)


def offer_heading(quotable: Quotable) -> str:
    """Lines that make a heading of the words of the targets; empty where no quote means them alone."""
    source, place = quotable.source, quotable.place

    def works(decisions: Sidecar) -> bool:
        return heading_origins(source, source, decisions) == (source.origin(place),)

    return _first_that_works(_counted(quotable, "headings"), works)


def offer_mark(quotable: Quotable, reading: Reading, put: str) -> str:
    """Lines that settle one doubtful mark of the ``reading``, in the first of the targets; empty where no quote means it alone."""
    target = reading.place(quotable.targets[0])

    def works(decisions: Sidecar) -> bool:
        return [change.span for change in propose_marks(reading, quotable.source, decisions)] == [target]

    return _first_that_works((f"{quote}\n    put: {quoted(put)}" for quote in _around(quotable, "confirm")), works)


def _first_that_works(offers: Iterable[str], works: Callable[[Sidecar], bool]) -> str:
    """The first of the offers that can be read and followed, and does what it is to do."""
    for offer in offers:
        try:
            if works(sidecar.parse(offer, PLACE)):
                return offer
        except SidecarError:
            continue
    return ""


def _quotes(quotable: Quotable, key: str) -> Iterator[str]:
    """Quotes of the targets, the plainest first."""
    text, place = quotable.source.text, quotable.place
    counted = list(_counted(quotable, key))
    is_line = place in {line.span for line in lines(text)}
    yield from counted if is_line else counted[:1]
    for more in range(1, ENOUGH):
        before, after = text[max(0, place.start - more) : place.start], text[place.end : place.end + more]
        if key == "notes":  # its words are shown, and its sign stands behind them
            quote = _quote(key, place.slice(text))
            yield from (quote + _neighbours(before, ""), quote + _neighbours("", after))
        elif len(find_words(text, words := before + place.slice(text) + after)) == 1:
            yield _quote(key, words)
    yield from counted


def _around(quotable: Quotable, key: str) -> Iterator[str]:
    """The targets with a character on both sides: alone, between more and more words, or counted."""
    text, place = quotable.source.text, quotable.place
    span = Span(max(0, place.start - 1), min(len(text), place.end + 1))
    words = span.slice(text)
    yield _quote(key, words, is_named=True)
    for more in range(2, ENOUGH):
        yield _quote(key, words, is_named=True) + _neighbours(text[max(0, span.start - more) : span.start], "")
        yield _quote(key, words, is_named=True) + _neighbours("", text[span.end : span.end + more])
    yield from (_quote(key, words, n) for n, other in enumerate(_disjoint(find_words(text, words)), 1) if other.overlaps(place))


def _neighbours(before: str, after: str) -> str:
    """The keys for the words around a quote."""
    words = {"before": " ".join(before.split()), "after": " ".join(after.split())}
    return "".join(f"\n    {key}: {quoted(value)}" for key, value in words.items() if value)


def _counted(quotable: Quotable, key: str) -> Iterator[str]:
    """The words of the targets alone, and then with the number of their place."""
    text, place = quotable.source.text, quotable.place
    words = place.slice(text)
    if not words:
        return
    yield _quote(key, words)
    disjoint = _disjoint(find_words(text, words))
    yield from (_quote(key, words, n) for n, span in enumerate(disjoint, 1) if span == place)


def _disjoint(spans: Sequence[Span]) -> list[Span]:
    """The spans that overlap none before them."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _quote(key: str, words: str, at: int | None = None, is_named: bool = False) -> str:
    """The words under a key of the sidecar; a quote with other keys beside it needs its own, and so does one that is counted."""
    value = quoted(" ".join(words.split()))
    named = f"quote: {value}" if at or is_named or key in ("notes", "emend") else value
    return f"{key}:\n  - {named}" + (f"\n    at: {at}" if at else "")
