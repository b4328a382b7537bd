"""The editor's own decisions: what she quotes under `cut` goes, what she quotes under `keep` no rule may touch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from ..errors import SidecarError
from ..model import Note, Quote, Sidecar
from ..text import Change, Reading, Span

CUT = "editors-cut"
FORMS = str.maketrans("，。：；？！（）．", ",.:;?!().")


def held(raw: str, sidecar: Sidecar) -> tuple[Span, ...]:
    """The spans of ``raw`` that the editor keeps as they are. Raises SidecarError."""
    return tuple(_only(raw, quote, sidecar) for quote in sidecar.keep)


def cuts(raw: str, sidecar: Sidecar) -> Iterator[Change]:
    """What the editor cuts, against the raw text. Raises SidecarError."""
    kept = held(raw, sidecar)
    done: list[Span] = []
    for quote in sidecar.cut:
        span = _only(raw, quote, sidecar)
        if any(span.overlaps(other) for other in kept):
            raise _complaint(quote, sidecar, "is also under `keep`", "keep it, or cut it")
        if any(span.overlaps(other) for other in done):
            raise _complaint(quote, sidecar, "shares words with another under `cut`", "quote each stretch once")
        done.append(span)
        yield Change(span.start, span.end, "", CUT)


def notes(reading: Reading, sidecar: Sidecar) -> Iterator[Note]:
    """The editor's notes, each bound to its words in the reading. Raises SidecarError.

    Words that stand once in the reading are not in doubt, whatever the source repeats; else the source is asked.
    """
    for note in sidecar.notes:
        found = places(reading.text, note.quote.words) or [reading.place(span) for span in places(reading.raw, note.quote.words)]
        span = _one(found, note.quote, sidecar)
        yield Note(span, span.of(reading.text) or note.quote.words, note.note)


def answered(reading: Reading, sidecar: Sidecar) -> Reading:
    """The reading without the doubts that the editor has settled under `confirm`, and the questions that a note of hers answers.

    Raises SidecarError.
    """
    confirmed = [_only(reading.raw, quote, sidecar) for quote in sidecar.confirm]
    noted = [span for note in sidecar.notes for span in places(reading.raw, note.quote.words)]
    spoken = (*confirmed, *noted)
    asked = tuple(query for query in reading.queries if not any(query.span.overlaps(span) for span in spoken))
    return replace(reading.settled(confirmed), queries=asked)


def _only(raw: str, quote: Quote, sidecar: Sidecar) -> Span:
    return _one(places(raw, quote.words), quote, sidecar)


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


def places(raw: str, words: str) -> list[Span]:
    """Where ``words`` stand in ``raw``, white space and the width of marks aside; so words copied from the page are found."""
    text, at = _folded(raw)
    wanted = "".join(words.split()).translate(FORMS)
    found, start = [], text.find(wanted)
    while wanted and start >= 0:
        found.append(Span(at[start], at[start + len(wanted) - 1] + 1))
        start = text.find(wanted, start + 1)
    return found


@lru_cache(maxsize=4)
def _folded(raw: str) -> tuple[str, tuple[int, ...]]:
    """A raw text without white space and with half-width marks, and where in it each character stands."""
    at = tuple(n for n, c in enumerate(raw) if not c.isspace())
    return "".join(raw[n] for n in at).translate(FORMS), at
