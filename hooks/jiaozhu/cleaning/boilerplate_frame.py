"""The frame of a web page around an article: navigation above it, related links and a footer below.

The body is found first, as the stretch of lines with the greatest sum of signals (Kadane's maximum segment); then what
surrounds it is judged. Only a page that shows itself as one, by many lines that are no sentences, loses its frame; the title
and the lines that speak about the article stay. Several sentences in a row may be the article's even out there: they stay, too, and
the editor is asked. `rules/signals.yml` says what each kind of line counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

import regex

from ..core.lines import Line, is_code, is_han, lines
from ..core.reading import Change, Proposal, Query, Reading
from ..rules.rulebook import Rulebook
from .titles import LONGEST, SHORTEST, is_metadata, states_title

FRAME, BEYOND = "page-frame", "beyond-frame"
FULL = 200  # letters from which a line of prose counts in full
MANY = 6  # lines that are no sentences, from which the surroundings are a frame
NEAR = 2  # lines under the title among which the first prose is the article's
NUMBERED = regex.compile(r"\d{1,2}[.、)）]|[（(]?[一二三四五六七八九十]{1,3}[、)）.]")
ROW = 2  # sentences in a row, beyond the body, from which they are kept
FAR = 12  # lines above the body among which its title is looked for


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Proposal]:
    """Cut the lines around the body, where they are the frame of a page; ask about sentences among them."""
    found = lines(reading.text)
    if FRAME not in rulebook.rules or not any(line.prose for line in found) or not any(is_page_part(line, rulebook) for line in found):
        return
    start, end = find_body(found, rulebook)
    title = _title(found, start, rulebook)
    outside = [line for n, line in enumerate(found) if not start <= n < end and n != title and not is_metadata(line, rulebook)]
    if not _is_page(outside, rulebook):
        return
    kept: set[Line] = set()
    for row in _rows(found, outside, rulebook) if BEYOND in rulebook.rules else ():
        yield Query(row[0].span.start, row[-1].span.end, BEYOND, rulebook.rules[BEYOND].confidence, put="")
        kept.update(row)
    for line in outside:
        if line not in kept:
            yield Change(line.span.start, line.span.end, "", FRAME)


def _rows(found: Sequence[Line], outside: Sequence[Line], rulebook: Rulebook) -> Iterator[list[Line]]:
    """Rows of whole sentences beyond the body, with no other line between them: teasers break off, and notices speak of the page."""
    away = set(outside)
    for says, row in groupby(found, key=lambda line: line in away and line.prose and _is_whole(line) and not is_page_part(line, rulebook)):
        lines_of_row = list(row)
        if says and len(lines_of_row) >= ROW:
            yield lines_of_row


def _is_whole(line: Line) -> bool:
    """True for Chinese that ends like a sentence, and does not break off."""
    return line.text[-1] in "。！？”」" and not _is_foreign(line)


def find_body(found: Sequence[Line], rulebook: Rulebook) -> tuple[int, int]:
    """The range of lines that is the body: first line, and behind the last."""
    best, best_range, total, since = 0.0, (0, len(found)), 0.0, 0
    times = Counter(line.core for line in found)
    for n, line in enumerate(found):
        if total <= 0:
            total, since = 0.0, n
        total += _weight(line, found[0], times, rulebook)
        if line.prose and any(_heads(above, found[0], rulebook) for above in found[max(0, n - NEAR) : n]):
            total += rulebook.weights.get("titled", 0.0)
        if total > best:
            best, best_range = total, (since, n + 1)
    return _widened(found, *best_range, rulebook)


def _widened(found: Sequence[Line], start: int, end: int, rulebook: Rulebook) -> tuple[int, int]:
    """The range with every sentence and list item on either side that nothing parts from it: no border, button or title."""
    n = end
    while n < len(found) and not _parts(found[n], found[0], rulebook):
        n += 1
        end = n if _says(found[n - 1], rulebook) else end
    n = start
    while n > 0 and not _parts(found[n - 1], found[0], rulebook):
        n -= 1
        start = n if _says(found[n], rulebook) else start
    return start, end


def _says(line: Line, rulebook: Rulebook) -> bool:
    """True for a line that an article would have: prose, a short sentence, an item of a list."""
    return line.prose or line.text[-1] in "。！？”" or bool(rulebook.shape(line.text)) or bool(NUMBERED.match(line.text))


def _parts(line: Line, first: Line, rulebook: Rulebook) -> bool:
    return is_page_part(line, rulebook) or is_metadata(line, rulebook) or _heads(line, first, rulebook)


def is_page_part(line: Line, rulebook: Rulebook) -> bool:
    """True for a line that is a part of a page: a button, or what names a border."""
    return line.text in rulebook.words.get("buttons", ()) or _borders(line, rulebook)


def _borders(line: Line, rulebook: Rulebook) -> bool:
    """True for a line that names a part of a page; a sentence that merely mentions one (免费技术支持) does not."""
    signs = (*rulebook.words.get("footers", ()), *rulebook.words.get("breadcrumbs", ()))
    return line.text.startswith(signs) if line.prose else any(word in line.text for word in signs)


def _weight(line: Line, first: Line, times: Counter[str], rulebook: Rulebook) -> float:
    """What a line counts: more than nothing where it is likely the article's, less where it is likely not."""
    weights = rulebook.weights
    if _borders(line, rulebook):
        return weights.get("border", 0.0)
    if is_code(line.text):
        return weights.get("code", 0.0)
    if _is_foreign(line):
        return weights.get("foreign", 0.0)
    if line.prose and not states_title(line, rulebook):
        return weights.get("prose", 0.0) * min(len(line.core), FULL) / FULL
    if _heads(line, first, rulebook) or (times[line.core] > 1 and len(line.core) > SHORTEST):
        return weights.get("repeated", 0.0)
    if line.text[-1] in "。！？!?”」…":
        return weights.get("spoken", 0.0)
    return weights.get("bare", 0.0)


def _heads(line: Line, first: Line, rulebook: Rulebook) -> bool:
    """True for a line that is in the page's own title, and for one that speaks about the article: the article is below it."""
    if states_title(line, rulebook):
        return True
    return not line.prose and ((len(line.core) > SHORTEST and line.core in first.core) or is_metadata(line, rulebook))


def _is_foreign(line: Line) -> bool:
    """True for a line with next to no Chinese: an error message, a slogan."""
    return sum(map(is_han, line.core)) < 0.2 * len(line.core)


def _is_page(outside: Sequence[Line], rulebook: Rulebook) -> bool:
    """True where many of the lines around the body are no sentences, and one of them is a part of a page."""
    bare = sum(not line.prose and not is_code(line.text) and line.text[-1] not in "。！？!?”…：，{};" for line in outside)
    return bare >= MANY and any(is_page_part(line, rulebook) for line in outside)


def _title(found: Sequence[Line], start: int, rulebook: Rulebook) -> int | None:
    """The line above the body that is its title: the last that also stands in the page's own title, or the last that could be.

    None where there is none, or a line that speaks about the article gives it, too.
    """
    fit = [
        n
        for n in range(max(0, start - FAR), start)
        if SHORTEST < len(found[n].core) <= LONGEST and not is_metadata(found[n], rulebook) and not is_code(found[n].text)
    ]
    if any(states_title(line, rulebook) for line in found[max(0, start - FAR) : start]):
        return None
    named = [n for n in fit if n > 0 and len(found[n].core) >= 6 and found[n].core in found[0].core]
    if named:
        return named[-1]
    return 0 if start > 0 and len(found[0].core) <= LONGEST else fit[-1] if fit else None
