"""The editor's decisions in a sidecar: quotes under `cut` are cut, quotes under `keep` are protected from every rule.

A quote that stands in several places means the one that its `at` counts. Without it, `keep` means all of them, and `cut` and `confirm`
all of them where each is a line by itself: a refrain, a line that a site repeats. Other words must be quoted so that one place fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..core.errors import SidecarError
from ..core.lines import lines
from ..core.model import Note, Quote, Sidecar
from ..core.quotations import find_words
from ..core.reading import Change, Reading, Span

CUT = "editors-cut"


def kept_spans(reading: Reading, sidecar: Sidecar) -> tuple[Span, ...]:
    """The spans of the raw text that the editor protects. Raises SidecarError."""
    return tuple(sorted(reading.origin(span) for span in _keep_quotes(reading, sidecar)))


def propose_cuts(reading: Reading, sidecar: Sidecar) -> Iterator[Change]:
    """Cut what the editor quotes under `cut`. Raises SidecarError."""
    kept = _keep_quotes(reading, sidecar)
    cut: list[Span] = []
    for quote in sidecar.cut:
        for span in _locate(reading.text, quote, sidecar):
            if any(span.overlaps(other) for other in kept):
                raise _quote_error(quote, sidecar, "is also under `keep`", "keep it, or cut it")
            if any(span.overlaps(other) for other in cut):
                raise _quote_error(quote, sidecar, "shares words with another under `cut`", "quote each stretch once")
            cut.append(span)
            yield Change(span.start, span.end, "", CUT)


def bind_notes(reading: Reading, unmarked: Reading, sidecar: Sidecar) -> Iterator[Note]:
    """The editor's notes, each bound to its words in the reading. Raises SidecarError.

    ``unmarked`` is the source as people read it. It is searched where an `at` counts places, and where the words do not stand in the
    reading, so words that stand there once are never ambiguous, however often the source repeats them.
    """
    for note in sidecar.notes:
        spans = _places(reading.text, note.quote) if note.quote.at is None else []
        spans = spans or [reading.place(unmarked.origin(span)) for span in _places(unmarked.text, note.quote)]
        span = _only(spans, note.quote, sidecar)
        yield Note(span, span.slice(reading.text) or note.quote.words, note.note)


def settle_doubts(reading: Reading, unmarked: Reading, sidecar: Sidecar) -> Reading:
    """The reading without the doubts that the editor has settled under `confirm`, and without the queries that a note answers.

    ``unmarked`` is the source as people read it. Raises SidecarError.
    """
    confirmed = confirmed_spans(unmarked, sidecar)
    settled = (*confirmed, *noted_spans(unmarked, sidecar))
    queries = tuple(query for query in reading.queries if not any(query.span.overlaps(span) for span in settled))
    return replace(reading.settled(confirmed), queries=queries)


def confirmed_spans(unmarked: Reading, sidecar: Sidecar) -> tuple[Span, ...]:
    """The spans of the raw text whose doubts the editor has settled under `confirm`. Raises SidecarError."""
    return tuple(unmarked.origin(span) for quote in sidecar.confirm for span in _locate(unmarked.text, quote, sidecar))


def noted_spans(unmarked: Reading, sidecar: Sidecar) -> tuple[Span, ...]:
    """The spans of the raw text that the editor's notes are on, all places of their words where no `at` counts them."""
    places = ((note.quote.at, _places(unmarked.text, note.quote)) for note in sidecar.notes)
    return tuple(unmarked.origin(span) for at, spans in places for span in (spans[at - 1 : at] if at else spans))


def quoted_spans(unmarked: Reading, quote: Quote, sidecar: Sidecar) -> tuple[Span, ...]:
    """All places of a quote that its sidecar means, as spans of the raw text; none of one that is not followed."""
    places = _places(unmarked.text, quote)
    meant = places[quote.at - 1 : quote.at] if quote.at else places
    return tuple(map(unmarked.origin, meant))


def _keep_quotes(reading: Reading, sidecar: Sidecar) -> list[Span]:
    """The places in the text of what the editor quotes under `keep`."""
    return [span for quote in sidecar.keep for span in _locate(reading.text, quote, sidecar, is_safe=True)]


def _locate(text: str, quote: Quote, sidecar: Sidecar, is_safe: bool = False) -> list[Span]:
    """The places of a quote in ``text`` that are meant. Raises SidecarError.

    Several places without an `at` must be lines by themselves, but where it is safe to mean too many (``is_safe``).
    """
    spans = _places(text, quote)
    if len(spans) > 1 and quote.at is None and (is_safe or set(spans) <= {line.span for line in lines(text)}):
        return spans
    return [_only(spans, quote, sidecar)]


def _places(text: str, quote: Quote) -> list[Span]:
    """All places of a quote in ``text`` that do not overlap: of 哈哈 there are two in 哈哈哈哈哈."""
    spans: list[Span] = []
    for span in find_words(text, quote.words):
        if not spans or span.start >= spans[-1].end:
            spans.append(span)
    return spans


def _only(spans: list[Span], quote: Quote, sidecar: Sidecar) -> Span:
    """The one of the places of a quote that is meant. Raises SidecarError where there is none, or where it is open which."""
    if not spans:
        what, todo = "is not in the source", "copy the words from the source as they stand there"
    elif quote.at is not None and quote.at > len(spans):
        what, todo = f"is in the source {_times(len(spans))}, and `at` is {quote.at}", "count its places from the top of the source"
    elif len(spans) > 1 and quote.at is None:
        what = f"is in the source {_times(len(spans))}"
        todo = "quote more words, so that only one place fits, or add which is meant: `- quote: …` and below it `at: 2`"
    else:
        return spans[(quote.at or 1) - 1]
    raise _quote_error(quote, sidecar, what, todo)


def _times(n: int) -> str:
    return "once" if n == 1 else f"{n} times"


def _quote_error(quote: Quote, sidecar: Sidecar, what: str, todo: str) -> SidecarError:
    words = quote.words if len(quote.words) <= 24 else quote.words[:23] + "…"
    return SidecarError(sidecar.path, quote.line, f"the quote {words!r} {what}", todo)
