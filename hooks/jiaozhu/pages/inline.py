"""The text of a block with all its marks: elements around words, and signs between them.

Each kind of mark is found on its own and knows nothing of the others; here they are woven into one well-formed whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .render import inert


@dataclass(frozen=True, slots=True)
class InlineElement:
    """An element around ``[start, end)`` of a text. In a ``whole`` one, such as a link, no sign may stand: it moves behind it."""

    start: int
    end: int
    opening: Markup
    closing: Markup
    whole: bool = False


@dataclass(frozen=True, slots=True)
class InlineMark:
    """Something that stands before the character at ``at``, and is not of the text."""

    at: int
    html: Markup


def apply_marks(text: str, around: Iterable[InlineElement], signs: Iterable[InlineMark] = ()) -> Markup:
    """``text``, made inert, with its marks. Elements that cross are split where the outer one ends; empty ones are left out.

    Whole elements must not overlap each other.
    """
    elements = sorted((a for a in around if a.start < a.end), key=lambda a: (a.start, -a.end))
    settled = _move_out_of_elements(signs, [a for a in elements if a.whole])
    places = sorted({0, len(text), *(p for a in elements for p in (a.start, a.end)), *(sign.at for sign in settled)})
    parts: list[Markup] = []
    opened: list[InlineElement] = []
    begun = signed = last = 0
    for place in places:
        parts.append(inert(text[last:place]))
        last = place
        parts += _closed(opened, place)
        while signed < len(settled) and settled[signed].at == place:
            parts.append(settled[signed].html)
            signed += 1
        while begun < len(elements) and elements[begun].start == place:
            opened.append(elements[begun])
            parts.append(elements[begun].opening)
            begun += 1
    return Markup("").join(parts)


def _move_out_of_elements(signs: Iterable[InlineMark], whole: Sequence[InlineElement]) -> list[InlineMark]:
    """The signs in order, each that fell into a whole element moved to its end."""
    settled: list[InlineMark] = []
    n = 0
    for sign in sorted(signs, key=lambda sign: sign.at):
        while n < len(whole) and whole[n].end <= sign.at:
            n += 1
        inside = n < len(whole) and whole[n].start < sign.at
        settled.append(InlineMark(whole[n].end, sign.html) if inside else sign)
    return settled


def _closed(opened: list[InlineElement], place: int) -> list[Markup]:
    """Close what ends at ``place``, and what was opened in it since; of that, open again what goes on."""
    depth = next((n for n, element in enumerate(opened) if element.end == place), len(opened))
    going = [element for element in opened[depth:] if element.end > place]
    parts = [element.closing for element in reversed(opened[depth:])]
    opened[depth:] = going
    return [*parts, *(element.opening for element in going)]
