"""The places of the words that an editor quotes in a sidecar, and the errors of quotes that mean none, or leave open which.

A quote that stands in several places means the one that `before`, `after` and `at` single out. Words that are copied from a page find their
place in the source too: see `core/quotations.py`.
"""

from __future__ import annotations

from ..core.decisions import Quote, Sidecar
from ..core.errors import SidecarError
from ..core.lines import lines
from ..core.quotations import find_copied_words, follows, nearest_words, precedes
from ..core.reading import Reading, Span


def quoted_spans(unmarked: Reading, quote: Quote) -> tuple[Span, ...]:
    """All places of a quote that its sidecar means, as spans of the raw text; none of one that is not followed."""
    spans = places(unmarked.text, quote)
    return tuple(map(unmarked.origin, spans[quote.at - 1 : quote.at] if quote.at else spans))


def locate(text: str, quote: Quote, sidecar: Sidecar, is_safe: bool = False) -> list[Span]:
    """The places of a quote in ``text`` that are meant. Raises SidecarError.

    Several places of a quote that singles out none must be lines by themselves, but where it is safe to mean too many (``is_safe``).
    """
    spans = places(text, quote)
    if len(spans) > 1 and quote.at is None and (is_safe or set(spans) <= {line.span for line in lines(text)}):
        return spans
    return [only_place(text, spans, quote, sidecar)]


def places(text: str, quote: Quote) -> list[Span]:
    """All places of a quote in ``text`` that do not overlap, between the words that it names: of 哈哈 there are two in 哈哈哈哈哈."""
    spans: list[Span] = []
    for span in find_copied_words(text, quote.words):
        stands = (quote.before is None or precedes(text, quote.before, span)) and (quote.after is None or follows(text, quote.after, span))
        if stands and (not spans or span.start >= spans[-1].end):
            spans.append(span)
    return spans


def only_place(text: str, spans: list[Span], quote: Quote, sidecar: Sidecar) -> Span:
    """The one of the places of a quote that is meant. Raises SidecarError where there is none, or where it is open which."""
    if not spans:
        around = " with these words around it" if quote.before or quote.after else ""
        what, todo = f"is not in the source{around}", _advice(text, quote)
    elif quote.at is not None and quote.at > len(spans):
        what, todo = f"is in the source {_times(len(spans))}, and `at` is {quote.at}", "count its places from the top of the source"
    elif len(spans) > 1 and quote.at is None:
        what = f"is in the source {_times(len(spans))}"
        todo = "quote more words, so that only one place fits, or add which is meant: `- quote: …` and below it `at: 2`"
    else:
        return spans[(quote.at or 1) - 1]
    raise quote_error(quote, sidecar, what, todo)


def quote_error(quote: Quote, sidecar: Sidecar, what: str, todo: str) -> SidecarError:
    words = quote.words if len(quote.words) <= 24 else quote.words[:23] + "…"
    return SidecarError(sidecar.path, quote.line, f"the quote {words!r} {what}", todo)


def _advice(text: str, quote: Quote) -> str:
    """Where the words may have been meant to be: where the source has the most of their letters."""
    near = nearest_words(text, quote.words)
    advice = "copy the words from the source as they stand there"
    return f"{advice}; the nearest are in line {text.count(chr(10), 0, near.start) + 1}: {near.slice(text)!r}" if near else advice


def _times(n: int) -> str:
    return "once" if n == 1 else f"{n} times"
