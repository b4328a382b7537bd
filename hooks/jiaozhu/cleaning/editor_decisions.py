"""The editor's decisions in a sidecar: quotes under `cut` are cut, quotes under `keep` are protected from every rule, words under `emend`
are replaced, and doubts under `confirm` are settled, those of one mark by the mark that stands.

Without words or a number that single out a place (see `quoted_places.py`), `keep` means all places of a quote, and `cut` and `confirm`
all of them where each is a line by itself: a refrain, a line that a site repeats. Other words must be quoted so that one place fits.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from ..core.decisions import Quote, Sidecar
from ..core.model import Note
from ..core.reading import Change, Reading, Run, Span
from .quoted_places import locate, only_place, places, quote_error, quoted_spans

CUT = "editors-cut"
EMENDATION = "editors-emendation"
MARK = "editors-mark"
OWN = frozenset({CUT, EMENDATION, MARK})  # the rules by which an editor changes a text herself


def with_known_rules(sidecar: Sidecar, rules: Container[str]) -> Sidecar:
    """The decisions that can be recorded under their rules: without one, its part is not done."""
    confirm = tuple(quote if MARK in rules else replace(quote, put=None) for quote in sidecar.confirm)
    cut, emend = (sidecar.cut if CUT in rules else ()), (sidecar.emend if EMENDATION in rules else ())
    return replace(sidecar, cut=cut, emend=emend, confirm=confirm)


def kept_spans(reading: Reading, sidecar: Sidecar) -> tuple[Span, ...]:
    """The spans of the raw text that the editor protects. Raises SidecarError."""
    return tuple(sorted(reading.origin(span) for span in _kept_places(reading, sidecar)))


def propose_cuts(reading: Reading, sidecar: Sidecar) -> Iterator[Change]:
    """Cut what the editor quotes under `cut`. Raises SidecarError."""
    kept = _kept_places(reading, sidecar)
    cut: list[Span] = []
    for quote in sidecar.cut:
        for span in locate(reading.text, quote, sidecar):
            if any(span.overlaps(other) for other in kept):
                raise quote_error(quote, sidecar, "is also under `keep`", "keep it, or cut it")
            if any(span.overlaps(other) for other in cut):
                raise quote_error(quote, sidecar, "shares words with another under `cut`", "quote each stretch once")
            cut.append(span)
            yield Change(span.start, span.end, "", CUT)


def emended(reading: Reading, unmarked: Reading, sidecar: Sidecar) -> Reading:
    """The reading in which what the editor puts stands in the place of the words that she quotes under `emend`.

    This comes last, so that no rule changes her words; no doubt is left about them. Raises SidecarError.
    """
    changes = list(propose_emendations(reading, unmarked, sidecar))
    origins = [origin for emendation in sidecar.emend for origin in quoted_spans(unmarked, emendation.quote)]
    return _decided(reading, changes, origins, origins)


def propose_emendations(reading: Reading, unmarked: Reading, sidecar: Sidecar) -> Iterator[Change]:
    """Put the editor's words in the place of those that she quotes under `emend`. Raises SidecarError."""
    emended_spans: list[Span] = []
    for emendation in sidecar.emend:
        place = reading.place(_quoted_origin(unmarked, emendation.quote, sidecar))
        if not len(place):
            todo = "have it back first: put it under `keep` too"
            raise quote_error(emendation.quote, sidecar, "was cut, and nothing stands in its place", todo)
        if any(place.overlaps(span) for span in emended_spans):
            raise quote_error(emendation.quote, sidecar, "shares words with another under `emend`", "quote each stretch once")
        emended_spans.append(place)
        yield Change(place.start, place.end, emendation.put, EMENDATION)


def _decided(reading: Reading, changes: Iterable[Change], settled: Sequence[Span], answered: Sequence[Span]) -> Reading:
    """The reading after an editor's own changes, with no doubt left in the spans that she has ``settled``, and no question in ``answered``.

    Her changes go before what holds and what is quoted to the letter.
    """
    queries = tuple(query for query in reading.queries if not any(query.span.overlaps(span) for span in answered))
    free = replace(reading, held=(), verbatim=())
    return replace(free.amend(changes).settled(settled), held=reading.held, verbatim=reading.verbatim, queries=queries)


def _quoted_origin(unmarked: Reading, quote: Quote, sidecar: Sidecar) -> Span:
    """The one place of a quote, in the raw text. Raises SidecarError."""
    return unmarked.origin(only_place(unmarked.text, places(unmarked.text, quote), quote, sidecar))


def emendation_notes(reading: Reading, unmarked: Reading, sidecar: Sidecar) -> Iterator[Note]:
    """A note for each emendation, on what stands in the text ``reading`` of `emended`: what the source has, and why it was changed."""
    for emendation in sidecar.emend:
        origin = _quoted_origin(unmarked, emendation.quote, sidecar)
        span = reading.place(origin)
        words = " ".join(unmarked.place(origin).slice(unmarked.text).split())
        yield Note(span, span.slice(reading.text), f"编者改；原作“{words}”。{emendation.why}")


def heading_origins(reading: Reading, unmarked: Reading, sidecar: Sidecar) -> tuple[Span, ...]:
    """The stretches of the raw text that the editor quotes under `headings`, and that stand in the ``reading``. Raises SidecarError."""
    origins = [_quoted_origin(unmarked, quote, sidecar) for quote in sidecar.headings]
    for quote, origin in zip(sidecar.headings, origins, strict=True):
        if not reading.place(origin).slice(reading.text).strip():
            raise quote_error(quote, sidecar, "was cut, and can be no heading", "have it back first: put it under `keep` too")
    return tuple(sorted(origins))


def bind_notes(reading: Reading, unmarked: Reading, sidecar: Sidecar) -> Iterator[Note]:
    """The editor's notes, each bound to its words in the reading. Raises SidecarError.

    ``unmarked`` is the source as people read it. It is searched where an `at` counts places, and where the words do not stand in the
    reading, so words that stand there once are never ambiguous, however often the source repeats them.
    """
    for note in sidecar.notes:
        spans = [] if note.quote.is_placed else places(reading.text, note.quote)
        spans = spans or [reading.place(unmarked.origin(span)) for span in places(unmarked.text, note.quote)]
        span = only_place(unmarked.text, spans, note.quote, sidecar)
        yield Note(span, span.slice(reading.text) or note.quote.words, note.note)


def all_notes(reading: Reading, unmarked: Reading, sidecar: Sidecar) -> tuple[Note, ...]:
    """The notes that the editor has written, and those on her emendations. Raises SidecarError."""
    return (*bind_notes(reading, unmarked, sidecar), *emendation_notes(reading, unmarked, sidecar))


def settle_doubts(reading: Reading, unmarked: Reading, sidecar: Sidecar) -> Reading:
    """The reading without the doubts that the editor has settled under `confirm`, and without the queries that a note answers.

    ``unmarked`` is the source as people read it. Raises SidecarError.
    """
    confirmed = confirmed_spans(unmarked, sidecar)
    return _decided(reading, propose_marks(reading, unmarked, sidecar), confirmed, (*confirmed, *noted_spans(unmarked, sidecar)))


def propose_marks(reading: Reading, unmarked: Reading, sidecar: Sidecar) -> Iterator[Change]:
    """Put the mark that the editor names under `confirm` in the place of a doubtful one. Raises SidecarError."""
    return (_settled_mark(reading, unmarked, quote, sidecar) for quote in sidecar.confirm if quote.put is not None)


def _settled_mark(reading: Reading, unmarked: Reading, quote: Quote, sidecar: Sidecar) -> Change:
    """What the editor puts in the place of the one doubtful mark in her quote: a conjecture of the program, or what it asks about."""
    span = _quoted_origin(unmarked, quote, sidecar)
    doubtful = [_text_of_run(at, run, reading) for at, run in reading.placed() if not run.sure and span.contains(Span(run.start, run.end))]
    asked_about = [reading.place(query.span) for query in reading.queries if span.contains(query.span)]
    marks = doubtful or asked_about
    if len(marks) != 1 or any(map(str.isalnum, marks[0].slice(reading.text))):
        what = f"holds {len(marks)} doubtful marks" if len(marks) != 1 else "holds a doubt about words"
        raise quote_error(quote, sidecar, f"{what}, and `put` settles one", "quote the words around one mark, or take `put` out")
    return Change(marks[0].start, marks[0].end, quote.put or "", MARK)


def _text_of_run(at: int, run: Run, reading: Reading) -> Span:
    return Span(at, at + len(run.text(reading.raw)))


def confirmed_spans(unmarked: Reading, sidecar: Sidecar) -> tuple[Span, ...]:
    """The spans of the raw text whose doubts the editor has settled under `confirm`. Raises SidecarError."""
    return tuple(unmarked.origin(span) for quote in sidecar.confirm for span in locate(unmarked.text, quote, sidecar))


def noted_spans(unmarked: Reading, sidecar: Sidecar) -> tuple[Span, ...]:
    """The spans of the raw text that the editor's notes are on, all places of their words where no `at` counts them."""
    return tuple(span for note in sidecar.notes for span in quoted_spans(unmarked, note.quote))


def _kept_places(reading: Reading, sidecar: Sidecar) -> list[Span]:
    """The places in the text of what the editor quotes under `keep`."""
    return [span for quote in sidecar.keep for span in locate(reading.text, quote, sidecar, is_safe=True)]
