"""What a page shows without saying it: a short line in bold above others is a heading, and one under a picture is its caption."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from statistics import median

import regex

from ...core.lines import ENDS, Line
from ...core.reading import Reading, Span
from ...rules.rulebook import Rulebook
from ..datelines.post_heads import post_heads
from ..line_kinds import is_metadata
from ..markup import structure_of
from .page_elements import elements_of, words_at, words_of
from .pictures import picture_of

LONGEST_HEADING, LONGEST_CAPTION, LONGEST_CREDITED = 40, 30, 90  # letters; the last of a caption that says whose the picture is
MOST_BOLD = 1 / 3  # the share of letters in bold from which bold says nothing
CREDIT = regex.compile(
    r"(?:供图|图片?|摄影?|资料|来源|截图|视觉中国|图虫|东方IC|新华社)[^。，]{0,12}[）)】。]?$|^(?:图|资料图|▲|△|↑|[（(]图)"
)
# A class or an id by which a page calls an element a caption.
CAPTIONED = regex.compile(
    r"(?i)\b(?:class|id)\s*=\s*(?:\"[^\"<>]*|'[^'<>]*|[^\s\"'<>]*)(?:caption|(?:img|image|pic|picture|photo|figure|figcaption)[-_]?(?:desc|descr|description|note|info|intro|txt|text|tips?)\b"
    r"|(?<=[\s\"'=])desc(?:ription)?(?=[\s\"'>]))"
)
# A class, an id or a property by which a page calls an element who wrote something; it holds no more letters than a name and a rank have.
AUTHOR = regex.compile(
    r"(?i)\b(?:class|id|itemprop|rel)\s*=\s*(?:\"[^\"<>]*|'[^'<>]*|[^\s\"'<>]*)(?:author|byline|user-?(?:name|link)|nick-?name)"
)
LONGEST_AUTHOR = 50
SPEECH = regex.compile(r"[“「『‘—]")


def bold_headings(reading: Reading, text_lines: Sequence[Line], rulebook: Rulebook) -> frozenset[Line]:
    """The short lines wholly in bold above a line that is not: headings of sections, and the questions of an interview."""
    bold = _bold_lines(reading, text_lines) - post_heads(text_lines)
    if sum(len(line.core) for line in bold) > MOST_BOLD * sum(len(line.core) for line in text_lines):
        return frozenset()
    return frozenset(line for line, below in pairwise(text_lines) if line in bold and below not in bold and _is_heading(line, rulebook))


def captions(reading: Reading, text_lines: Sequence[Line]) -> frozenset[Line]:
    """The lines directly under a picture that say whose it is, or are shorter than the paragraphs and neither in bold nor speech."""
    places = [element.span for element in elements_of(reading) if element.name == "img" and picture_of(element.attributes) is not None]
    starts = [reading.origin(line.span).start for line in text_lines] if places else []
    under = {n for place in places if (n := bisect_left(starts, place.end)) < len(text_lines)}
    bold = _bold_lines(reading, text_lines) if under else frozenset()
    usual = median(len(line.core) for line in text_lines) if under else 0
    named = _named_captions(reading) if under else []
    return frozenset(
        text_lines[n]
        for n in under
        if _is_credited(text_lines[n])
        or _is_caption(text_lines, n, usual, bold)
        or (len(text_lines[n].core) <= LONGEST_CREDITED and any(span.contains(reading.origin(text_lines[n].span)) for span in named))
    )


def author_lines(reading: Reading, text_lines: Sequence[Line]) -> frozenset[Line]:
    """The lines in small elements that a page calls the author of something: above an answer, they head nothing."""
    structure = structure_of(reading)
    elements = structure.tree if structure is not None else ()
    named = [element.content for element in elements if AUTHOR.search(reading.raw, element.tag.start, element.tag.end)]
    small = [span for span in named if len(words_at(reading, span)) <= LONGEST_AUTHOR]
    return frozenset(line for line in text_lines if small and any(span.contains(reading.origin(line.span)) for span in small))


def _named_captions(reading: Reading) -> list[Span]:
    """The contents of the elements that a page calls captions."""
    structure = structure_of(reading)
    elements = structure.tree if structure is not None else ()
    return [element.content for element in elements if CAPTIONED.search(reading.raw, element.tag.start, element.tag.end)]


def _bold_lines(reading: Reading, text_lines: Sequence[Line]) -> frozenset[Line]:
    spans = sorted(_bold_spans(reading))
    starts = [span.start for span in spans]
    before = (spans[n - 1] if (n := bisect_left(starts, line.span.start + 1)) else None for line in text_lines)
    return frozenset(line for line, span in zip(text_lines, before, strict=True) if span is not None and line.span.end <= span.end)


def _bold_spans(reading: Reading) -> Iterator[Span]:
    """The stretches of the text in bold; neighbours are one."""
    last: Span | None = None
    for span in sorted(words_of(reading, element) for element in elements_of(reading) if element.name in ("strong", "b")):
        if last is not None and not reading.text[last.end : span.start].strip() and "\n" not in reading.text[last.end : span.start]:
            last = Span(last.start, max(last.end, span.end))
            continue
        if last is not None and len(last):
            yield last
        last = span
    if last is not None and len(last):
        yield last


def _is_heading(line: Line, rulebook: Rulebook) -> bool:
    is_short = 0 < len(line.core) <= LONGEST_HEADING and not line.prose and line.text[-1] not in ENDS - set("？?！!")
    is_speech = SPEECH.match(line.text) is not None and line.text[-1] not in "”」』"
    return is_short and not is_speech and not is_metadata(line, rulebook) and not any(mark in line.text for mark in "。；|｜")


def _is_credited(line: Line) -> bool:
    return len(line.core) <= LONGEST_CREDITED and CREDIT.search(line.text) is not None


def _is_caption(text_lines: Sequence[Line], n: int, usual: float, bold: Collection[Line]) -> bool:
    """True for a short line above text. ``usual`` is the median of letters a line: of short paragraphs, each may be such a statement."""
    line = text_lines[n]
    if len(line.core) > LONGEST_CAPTION or line.core.isdigit() or line in bold or SPEECH.match(line.text):
        return False
    is_above_text = n + 1 < len(text_lines) and (text_lines[n + 1].prose or len(text_lines[n + 1].core) > len(line.core))
    is_whole = "。" not in line.text[:-1] and line.text[-1] not in ENDS - {"。"}
    is_statement = line.text[-1] == "。" and 2 * len(line.core) > usual
    return is_above_text and is_whole and not is_statement
