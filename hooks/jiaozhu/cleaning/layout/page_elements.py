"""The elements of a web page, found again in its text: which of them stand around a line, and where in the text each has its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from ...core.reading import Reading, Span
from ...html.elements import VERBATIM
from ...html.structure import Element, enclosing
from ..markup import is_markdown_reading, structure_of
from .programs import is_code

# Classes that highlighters and editors of programs give to a `<pre>`.
CLASSES_OF_CODE = regex.compile(
    r"(?:^|\s)(?:lang(?:uage)?-|brush\b|hljs|prettyprint|highlight|prism|codemirror|cm-line\b|code(?:-?block)?\b)", regex.IGNORECASE
)
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
    return words_at(reading, element.span)


def words_at(reading: Reading, span: Span) -> Span:
    """Where in the text the words of a stretch of the page stand, without white space at their ends; empty where it has none."""
    return reading.place(span).trimmed(reading.text)


def programs(reading: Reading) -> Iterator[Element]:
    """The preformatted elements that hold code: as their markup or their words say. Others hold verse, or a letter."""
    elements = elements_of(reading)
    code = [element.span for element in elements if element.name == "code"]
    for element in elements:
        if element.name == "pre":
            words = words_of(reading, element)
            has_class = CLASSES_OF_CODE.search(element.attributes.get("class", "")) is not None
            is_marked = has_class or is_markdown_reading(reading) or any(map(element.span.contains, code))
            if len(words) and (is_marked or is_code(words.slice(reading.text))):
                yield element


def page_verbatim_spans(reading: Reading) -> tuple[Span, ...]:
    """The stretches of the raw text that are quoted to the letter: code and formulas, in order, none inside of another."""
    quoted = (element for element in elements_of(reading) if element.name in QUOTED)
    spans: list[Span] = []
    for element in sorted((*programs(reading), *quoted), key=lambda element: (element.span.start, -element.span.end)):
        words = words_of(reading, element)
        origin = reading.origin(words)
        if len(words) and (not spans or spans[-1].end <= origin.start):
            spans.append(origin)
    return tuple(spans)
