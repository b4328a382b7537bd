"""The elements of a web page, found again in its text: which of them stand around a line, and where in the text each has its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...core.reading import Reading, Span
from ...html.elements import VERBATIM
from ...html.structure import Element, enclosing
from ..markup import structure_of
from .programs import is_code

QUOTED = (VERBATIM - {"pre"}) | {"math"}


def elements_of(reading: Reading) -> tuple[Element, ...]:
    """The elements that an article may keep, in the order of their starts, the outer before the inner; none of a plain text."""
    structure = structure_of(reading)
    return structure.elements if structure is not None else ()


def containers_of(reading: Reading) -> list[Span]:
    """The contents of the elements that begin a line, the outer before the inner."""
    structure = structure_of(reading)
    return sorted(structure.containers, key=lambda span: (span.start, -span.end)) if structure is not None else []


def elements_around(reading: Reading, spans: Sequence[Span]) -> Iterator[tuple[Element, ...]]:
    """For each of ``spans`` of the text, which are in order, the elements around it, the outermost first."""
    return enclosing(elements_of(reading), [reading.origin(span) for span in spans])


def words_of(reading: Reading, element: Element) -> Span:
    """Where in the text the words of an element stand, without white space at their ends; empty where it has none."""
    return reading.place(element.span).trimmed(reading.text)


def page_verbatim_spans(reading: Reading) -> tuple[Span, ...]:
    """The stretches of the raw text that are quoted to the letter: code and formulas, in order, none inside of another."""
    spans: list[Span] = []
    for element in elements_of(reading):
        words = words_of(reading, element) if element.name in QUOTED or element.name == "pre" else Span(0, 0)
        if len(words) and (element.name != "pre" or is_code(words.slice(reading.text))):
            origin = reading.origin(words)
            if not spans or spans[-1].end <= origin.start:
                spans.append(origin)
    return tuple(spans)
