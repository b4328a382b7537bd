"""Inline markup of a block: elements around words and marks between them, merged into one well-formed piece of HTML.

Each kind of mark is computed on its own and knows nothing of the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .render import inert


@dataclass(frozen=True, slots=True)
class InlineElement:
    """An element around ``[start, end)`` of a text. A mark that falls into a ``whole`` one, such as a link, moves behind it."""

    start: int
    end: int
    opening: Markup
    closing: Markup
    whole: bool = False


@dataclass(frozen=True, slots=True)
class InlineMark:
    """HTML before the character at ``at`` that is not part of the text."""

    at: int
    html: Markup


def apply_marks(text: str, elements: Iterable[InlineElement], marks: Iterable[InlineMark] = ()) -> Markup:
    """``text``, made inert, with its marks. Elements that cross are split where the outer one ends; empty ones are left out.

    Whole elements must not overlap each other.
    """
    ordered = sorted((e for e in elements if e.start < e.end), key=lambda e: (e.start, -e.end))
    placed = _move_out_of_elements(marks, [e for e in ordered if e.whole])
    places = sorted({0, len(text), *(p for e in ordered for p in (e.start, e.end)), *(mark.at for mark in placed)})
    parts: list[Markup] = []
    opened: list[InlineElement] = []
    begun = written = last = 0
    for place in places:
        parts.append(inert(text[last:place]))
        last = place
        parts += _closed(opened, place)
        while written < len(placed) and placed[written].at == place:
            parts.append(placed[written].html)
            written += 1
        while begun < len(ordered) and ordered[begun].start == place:
            opened.append(ordered[begun])
            parts.append(ordered[begun].opening)
            begun += 1
    return Markup("").join(parts)


def _move_out_of_elements(marks: Iterable[InlineMark], whole: Sequence[InlineElement]) -> list[InlineMark]:
    """The marks in order; each that falls into a whole element is moved to its end."""
    placed: list[InlineMark] = []
    n = 0
    for mark in sorted(marks, key=lambda mark: mark.at):
        while n < len(whole) and whole[n].end <= mark.at:
            n += 1
        inside = n < len(whole) and whole[n].start < mark.at
        placed.append(InlineMark(whole[n].end, mark.html) if inside else mark)
    return placed


def _closed(opened: list[InlineElement], place: int) -> list[Markup]:
    """The tags that close the elements that end at ``place`` and those inside them, and open again the ones that go on."""
    depth = next((n for n, element in enumerate(opened) if element.end == place), len(opened))
    continuing = [element for element in opened[depth:] if element.end > place]
    parts = [element.closing for element in reversed(opened[depth:])]
    opened[depth:] = continuing
    return [*parts, *(element.opening for element in continuing)]
