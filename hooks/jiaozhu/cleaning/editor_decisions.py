"""The editor's decisions in a sidecar: quotes under `cut` are cut, quotes under `keep` are protected from every rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..core.errors import SidecarError
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
        span = _locate(reading.text, quote, sidecar)
        if any(span.overlaps(other) for other in kept):
            raise _quote_error(quote, sidecar, "is also under `keep`", "keep it, or cut it")
        if any(span.overlaps(other) for other in cut):
            raise _quote_error(quote, sidecar, "shares words with another under `cut`", "quote each stretch once")
        cut.append(span)
        yield Change(span.start, span.end, "", CUT)


def bind_notes(reading: Reading, unmarked: Reading, sidecar: Sidecar) -> Iterator[Note]:
    """The editor's notes, each bound to its words in the reading. Raises SidecarError.

    ``unmarked`` is the source as people read it. It is searched only where the words do not stand in the reading, so words that
    stand there once are never ambiguous, however often the source repeats them.
    """
    for note in sidecar.notes:
        spans = find_words(reading.text, note.quote.words) or [
            reading.place(unmarked.origin(span)) for span in find_words(unmarked.text, note.quote.words)
        ]
        span = _only(spans, note.quote, sidecar)
        yield Note(span, span.slice(reading.text) or note.quote.words, note.note)


def settle_doubts(reading: Reading, unmarked: Reading, sidecar: Sidecar) -> Reading:
    """The reading without the doubts that the editor has settled under `confirm`, and without the queries that a note answers.

    ``unmarked`` is the source as people read it. Raises SidecarError.
    """
    confirmed = [unmarked.origin(_locate(unmarked.text, quote, sidecar)) for quote in sidecar.confirm]
    noted = [unmarked.origin(span) for note in sidecar.notes for span in find_words(unmarked.text, note.quote.words)]
    settled = (*confirmed, *noted)
    queries = tuple(query for query in reading.queries if not any(query.span.overlaps(span) for span in settled))
    return replace(reading.settled(confirmed), queries=queries)


def _keep_quotes(reading: Reading, sidecar: Sidecar) -> list[Span]:
    """The places in the text of what the editor quotes under `keep`."""
    return [_locate(reading.text, quote, sidecar) for quote in sidecar.keep]


def _locate(text: str, quote: Quote, sidecar: Sidecar) -> Span:
    """The only place of a quote in ``text``. Raises SidecarError."""
    return _only(find_words(text, quote.words), quote, sidecar)


def _only(spans: list[Span], quote: Quote, sidecar: Sidecar) -> Span:
    """The only one of the places of a quote. Raises SidecarError where there is none, or more than one."""
    if not spans:
        what, todo = "is not in the source", "copy the words from the source as they stand there"
    elif len(spans) > 1:
        what, todo = f"is in the source {len(spans)} times", "quote more words, so that only one place fits"
    else:
        return spans[0]
    raise _quote_error(quote, sidecar, what, todo)


def _quote_error(quote: Quote, sidecar: Sidecar, what: str, todo: str) -> SidecarError:
    words = quote.words if len(quote.words) <= 24 else quote.words[:23] + "…"
    return SidecarError(sidecar.path, quote.line, f"the quote {words!r} {what}", todo)
