"""Boilerplate removal by lines: the navigation above an article, the related links and the footer below it.

The body of the article is the maximum-sum segment of the lines (Kadane's algorithm), each weighted by what kind of line it is;
`rules/signals.yml` holds the weights. Then the lines around the body are judged. Only a text that shows itself to be a web page,
by many lines that are no sentences, loses them; the title and the lines of metadata stay. Several sentences in a row outside the
body may be the article's own: they stay as well, and the editor is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

import regex

from ..core.lines import Line, is_code, is_han, lines
from ..core.reading import Change, Proposal, Query, Reading
from ..rules.rulebook import Rulebook
from .datelines.metadata_lines import metadata_rows
from .markup import is_page
from .title_lines import LONGEST, SHORTEST, confirmed_title, is_metadata, states_title

FRAME, BEYOND = "page-frame", "beyond-frame"
FULL = 200  # letters from which a line of prose has its full weight
MANY = 6  # lines without sentences from which the surroundings of the body are the frame of a page
NEAR = 2  # lines below the title within which the first prose is the article's
NUMBERED = regex.compile(r"\d{1,2}[.、)）]|[（(]?[一二三四五六七八九十]{1,3}[、)）.]")
ROW = 2  # sentences in a row outside the body from which they are kept
FEW = 4  # lines from which several are like verse
VERSE, REGULAR = range(5, 13), range(5, 8)  # letters of a line of verse: on average, and where most lines have the same number
CLAUSE = 7  # Han characters from which a line without a mark is a clause
FAR = 12  # lines above the body within which its title is searched for


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Proposal]:
    """Cut the lines around the body where they are the frame of a page; ask about sentences and about verse among them.

    The frame of a page of a known site is known, and cut already.
    """
    text_lines = lines(reading.text)
    if FRAME not in rulebook.rules or rulebook.site_parts or not any(line.prose for line in text_lines):
        return
    if not any(is_page_part(line, rulebook) for line in text_lines):
        return
    start, end = find_body(text_lines, rulebook)
    title = None if is_page(reading) else confirmed_title(text_lines, rulebook)
    stated = {row.line for row in metadata_rows(reading, rulebook)}
    outside = [line for line in _outside(text_lines, start, end, title, rulebook) if line not in stated and line != title]
    if not _is_frame(outside, rulebook):
        return
    kept: set[Line] = set()
    body = sum(len(line.core) for line in text_lines[start:end] if line.prose)
    rows = (*_sentence_rows(text_lines, outside, rulebook), *_verse_rows(text_lines, outside, body, rulebook))
    for row in rows if BEYOND in rulebook.rules else ():
        yield Query(row[0].span.start, row[-1].span.end, BEYOND, rulebook.rules[BEYOND].confidence, put="")
        kept.update(row)
    first = text_lines.index(title) if title else _title_index(text_lines, start, rulebook)
    between = set() if first is None else set(text_lines[first:start])
    for line in outside:
        if line not in kept:
            yield Change(line.span.start, line.span.end, "", FRAME, sure=line not in between or not _may_be_own(line, rulebook))


def _outside(text_lines: Sequence[Line], start: int, end: int, confirmed: Line | None, rulebook: Rulebook) -> list[Line]:
    """The lines around the body that may be the frame: neither its title nor metadata, and not the article's own short lines.

    The lines between the title, or the last part of a page below it, and the body are its own where they are like verse; where they
    are few, each that is a clause. Behind the body they are its own up to the first part of a page, if the article has verse above.
    """
    title = text_lines.index(confirmed) if confirmed else _title_index(text_lines, start, rulebook)
    parts = [n for n, line in enumerate(text_lines) if is_page_part(line, rulebook)]
    own: set[int] = set()
    if title is not None:
        between = range(max([title, *(n for n in parts if n < start)]) + 1, start)
        has_verse = is_verse([text_lines[n] for n in between], rulebook)
        own.update(n for n in between if has_verse or (len(between) < FEW and is_clause(text_lines[n])))
    bare = [line for n, line in enumerate(text_lines) if (n in own or start <= n < end) and not line.prose]
    behind = range(end, next((n for n in parts if n >= end), len(text_lines)))
    if 2 * len(bare) > end - start + len(own) and is_verse(bare, rulebook):
        own.update(behind if is_verse([text_lines[n] for n in behind], rulebook) or len(behind) < FEW else ())
    return [
        line
        for n, line in enumerate(text_lines)
        if not start <= n < end and n != title and n not in own and not is_metadata(line, rulebook)
    ]


def _verse_rows(text_lines: Sequence[Line], outside: Sequence[Line], body: int, rulebook: Rulebook) -> Iterator[list[Line]]:
    """Rows of lines like verse outside the body that are together longer than its ``body`` letters of prose."""
    candidates = {line for line in outside if not line.prose and not is_page_part(line, rulebook)}
    for is_candidate, group in groupby(text_lines, key=lambda line: line in candidates):
        row = list(group)
        if is_candidate and sum(len(line.core) for line in row) > body and is_verse(row, rulebook):
            yield row


def is_verse(row: Sequence[Line], rulebook: Rulebook) -> bool:
    """True for lines like verse: several, as long as its lines, and most of them clauses, or of one length.

    The names in a navigation are shorter, and the titles in a list of links are longer.
    """
    own = [line for line in row if not is_metadata(line, rulebook)]
    letters = sum(len(line.core) for line in own)
    if len(own) < FEW or not len(own) * VERSE.start <= letters < len(own) * VERSE.stop:
        return False
    length, times = Counter(len(line.core) for line in own).most_common(1)[0]
    return 2 * sum(map(is_clause, own)) >= len(own) or (length in REGULAR and 3 * times >= 2 * len(own))


def _may_be_own(line: Line, rulebook: Rulebook) -> bool:
    """True for a line between title and body that the article may have: a clause or a sentence, and no part of the page."""
    return not is_page_part(line, rulebook) and (is_clause(line) or _is_whole_sentence(line))


def is_clause(line: Line) -> bool:
    """True for a line of Chinese that says something: it has a mark of its own, or more letters than a name."""
    han = sum(map(is_han, line.core))
    is_long = han >= CLAUSE or (han >= VERSE.start and any(mark in line.text for mark in "，。！？…"))
    return is_long and han == len(line.core) and not any(mark in line.text for mark in "|>»[]【】")


def _sentence_rows(text_lines: Sequence[Line], outside: Sequence[Line], rulebook: Rulebook) -> Iterator[list[Line]]:
    """Rows of whole sentences outside the body with no other line between them.

    Teasers are not whole because they break off, and notices of the site are none because they name a part of the page.
    """
    candidates = {line for line in outside if line.prose and _is_whole_sentence(line) and not is_page_part(line, rulebook)}
    for is_sentence, group in groupby(text_lines, key=lambda line: line in candidates):
        row = list(group)
        if is_sentence and len(row) >= ROW:
            yield row


def _is_whole_sentence(line: Line) -> bool:
    """True for a line of Chinese that ends like a sentence and does not break off."""
    return line.text[-1] in "。！？”」" and not _is_foreign(line)


def find_body(text_lines: Sequence[Line], rulebook: Rulebook) -> tuple[int, int]:
    """The range of lines that is the body, as the numbers of its first line and of the line behind its last."""
    best, best_range, total, since = 0.0, (0, len(text_lines)), 0.0, 0
    times = Counter(line.core for line in text_lines)
    for n, line in enumerate(text_lines):
        if total <= 0:
            total, since = 0.0, n
        total += _weight(line, text_lines[0], times, rulebook)
        if line.prose and any(_heads_article(above, text_lines[0], rulebook) for above in text_lines[max(0, n - NEAR) : n]):
            total += rulebook.weights.get("titled", 0.0)
        if total > best:
            best, best_range = total, (since, n + 1)
    return _widen(text_lines, *best_range, rulebook)


def _widen(text_lines: Sequence[Line], start: int, end: int, rulebook: Rulebook) -> tuple[int, int]:
    """The range with all sentences and list items on either side, up to the first line that ends an article or heads it."""
    n = end
    while n < len(text_lines) and not _is_boundary(text_lines[n], text_lines[0], rulebook):
        n += 1
        end = n if _is_content(text_lines[n - 1], rulebook) else end
    n = start
    while n > 0 and not _is_boundary(text_lines[n - 1], text_lines[0], rulebook):
        n -= 1
        start = n if _is_content(text_lines[n], rulebook) else start
    return start, end


def _is_content(line: Line, rulebook: Rulebook) -> bool:
    """True for a line that an article would have: prose, a short sentence, an item of a list."""
    return line.prose or line.text[-1] in "。！？”" or bool(rulebook.shape(line.text)) or bool(NUMBERED.match(line.text))


def _is_boundary(line: Line, page_title: Line, rulebook: Rulebook) -> bool:
    """True for a part of the page, for metadata, and for a title: the body does not reach beyond them."""
    return is_page_part(line, rulebook) or is_metadata(line, rulebook) or _heads_article(line, page_title, rulebook)


def is_page_part(line: Line, rulebook: Rulebook) -> bool:
    """True for a line that is a part of a web page: a button, or a line that names a footer or a breadcrumb trail."""
    return line.text in rulebook.words.get("buttons", ()) or _names_page_part(line, rulebook)


def _names_page_part(line: Line, rulebook: Rulebook) -> bool:
    """True for a line that names a part of a page; a sentence that merely mentions one (免费技术支持) does not."""
    signs = (*rulebook.words.get("footers", ()), *rulebook.words.get("breadcrumbs", ()))
    return line.text.startswith(signs) if line.prose else any(word in line.text for word in signs)


def _weight(line: Line, page_title: Line, times: Counter[str], rulebook: Rulebook) -> float:
    """The weight of a line: above zero where it is likely to be the article's, below zero where it is not."""
    weights = rulebook.weights
    if _names_page_part(line, rulebook):
        return weights.get("border", 0.0)
    if is_code(line.text):
        return weights.get("code", 0.0)
    if _is_foreign(line):
        return weights.get("foreign", 0.0)
    if line.prose and not states_title(line, rulebook):
        return weights.get("prose", 0.0) * min(len(line.core), FULL) / FULL
    if _heads_article(line, page_title, rulebook) or (times[line.core] > 1 and len(line.core) > SHORTEST):
        return weights.get("repeated", 0.0)
    if line.text[-1] in "。！？!?”」…":
        return weights.get("spoken", 0.0)
    return weights.get("bare", 0.0)


def _heads_article(line: Line, page_title: Line, rulebook: Rulebook) -> bool:
    """True for a line that stands above an article: it is part of the page's own title, or speaks about the article."""
    if states_title(line, rulebook):
        return True
    return not line.prose and ((len(line.core) > SHORTEST and line.core in page_title.core) or is_metadata(line, rulebook))


def _is_foreign(line: Line) -> bool:
    """True for a line with next to no Chinese: an error message, a slogan."""
    return sum(map(is_han, line.core)) < 0.2 * len(line.core)


def _is_frame(outside: Sequence[Line], rulebook: Rulebook) -> bool:
    """True where many of the lines around the body are no sentences, and one of them is a part of a page."""
    bare = sum(not line.prose and not is_code(line.text) and line.text[-1] not in "。！？!?”…：，{};" for line in outside)
    return bare >= MANY and any(is_page_part(line, rulebook) for line in outside)


def _title_index(text_lines: Sequence[Line], start: int, rulebook: Rulebook) -> int | None:
    """The number of the line above the body that is its title.

    It is the last line that also stands in the page's own title, or else the last that could be a title. None where there is no
    such line, or where a line of metadata states the title as well.
    """
    possible = [
        n
        for n in range(max(0, start - FAR), start)
        if SHORTEST < len(text_lines[n].core) <= LONGEST and not is_metadata(text_lines[n], rulebook) and not is_code(text_lines[n].text)
    ]
    if any(states_title(line, rulebook) for line in text_lines[max(0, start - FAR) : start]):
        return None
    named = [n for n in possible if n > 0 and len(text_lines[n].core) >= 6 and text_lines[n].core in text_lines[0].core]
    if named:
        return named[-1]
    return 0 if start > 0 and len(text_lines[0].core) <= LONGEST else possible[-1] if possible else None
