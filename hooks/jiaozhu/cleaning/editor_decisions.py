"""The editor's own decisions: what she quotes under `cut` goes, what she quotes under `keep` no rule may touch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from ..core.errors import SidecarError
from ..core.model import Note, Quote, Sidecar
from ..core.reading import Change, Reading, Span

CUT = "editors-cut"
FORMS = str.maketrans("，。：；？！（）．", ",.:;?!().")


def kept_spans(reading: Reading, sidecar: Sidecar) -> tuple[Span, ...]:
    """The spans of the raw text that the editor keeps as they are. Raises SidecarError."""
    return tuple(sorted(reading.origin(span) for span in _kept(reading, sidecar)))


def propose_cuts(reading: Reading, sidecar: Sidecar) -> Iterator[Change]:
    """What the editor cuts. Raises SidecarError."""
    kept = _kept(reading, sidecar)
    done: list[Span] = []
    for quote in sidecar.cut:
        span = _only(reading.text, quote, sidecar)
        if any(span.overlaps(other) for other in kept):
            raise _complaint(quote, sidecar, "is also under `keep`", "keep it, or cut it")
        if any(span.overlaps(other) for other in done):
            raise _complaint(quote, sidecar, "shares words with another under `cut`", "quote each stretch once")
        done.append(span)
        yield Change(span.start, span.end, "", CUT)


def bind_notes(reading: Reading, read: Reading, sidecar: Sidecar) -> Iterator[Note]:
    """The editor's notes, each bound to its words in the reading. Raises SidecarError. ``read`` is the source as people read it.

    Words that stand once in the reading are not in doubt, whatever the source repeats; else the source is asked.
    """
    for note in sidecar.notes:
        found = find_words(reading.text, note.quote.words) or [
            reading.place(read.origin(span)) for span in find_words(read.text, note.quote.words)
        ]
        span = _one(found, note.quote, sidecar)
        yield Note(span, span.slice(reading.text) or note.quote.words, note.note)


def settle_doubts(reading: Reading, read: Reading, sidecar: Sidecar) -> Reading:
    """The reading without the doubts that the editor has settled under `confirm`, and the questions that a note of hers answers.

    Raises SidecarError. ``read`` is the source as people read it.
    """
    confirmed = [read.origin(_only(read.text, quote, sidecar)) for quote in sidecar.confirm]
    noted = [read.origin(span) for note in sidecar.notes for span in find_words(read.text, note.quote.words)]
    spoken = (*confirmed, *noted)
    asked = tuple(query for query in reading.queries if not any(query.span.overlaps(span) for span in spoken))
    return replace(reading.settled(confirmed), queries=asked)


def _kept(reading: Reading, sidecar: Sidecar) -> list[Span]:
    return [_only(reading.text, quote, sidecar) for quote in sidecar.keep]


def _only(text: str, quote: Quote, sidecar: Sidecar) -> Span:
    return _one(find_words(text, quote.words), quote, sidecar)


def _one(found: list[Span], quote: Quote, sidecar: Sidecar) -> Span:
    if not found:
        what, todo = "is not in the source", "copy the words from the source as they stand there"
    elif len(found) > 1:
        what, todo = f"is in the source {len(found)} times", "quote more words, so that only one place fits"
    else:
        return found[0]
    raise _complaint(quote, sidecar, what, todo)


def _complaint(quote: Quote, sidecar: Sidecar, what: str, todo: str) -> SidecarError:
    words = quote.words if len(quote.words) <= 24 else quote.words[:23] + "…"
    return SidecarError(sidecar.path, quote.line, f"the quote {words!r} {what}", todo)


def find_words(text: str, words: str) -> list[Span]:
    """Where ``words`` stand in ``text``, white space and the width of marks aside; so words copied from the page are found."""
    folded, at = _folded(text)
    wanted = "".join(words.split()).translate(FORMS)
    found, start = [], folded.find(wanted)
    while wanted and start >= 0:
        found.append(Span(at[start], at[start + len(wanted) - 1] + 1))
        start = folded.find(wanted, start + 1)
    return found


@lru_cache(maxsize=4)
def _folded(text: str) -> tuple[str, tuple[int, ...]]:
    """A text without white space and with half-width marks, and where in it each character stands."""
    at = tuple(n for n, c in enumerate(text) if not c.isspace())
    return "".join(text[n] for n in at).translate(FORMS), at
