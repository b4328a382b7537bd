"""Boilerplate removal by lines: the navigation above an article, the related links and the footer below it.

The body of the article is the region that `page_body/` finds. Then the lines around it are judged. Only a text that shows itself to be
a web page, by many lines that are no sentences, loses them; the title and the lines of metadata stay. Several sentences in a row outside
the body that are not unlike an article's may be its own: they stay as well, and the editor is asked. Other sentences are cut in doubt. So
is everything where no line around the body names a part of a page, and only the wording of many is unlike an article's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, takewhile

from ..core.lines import ENDS, Line, is_code, is_han, lines
from ..core.reading import Change, Proposal, Query, Reading
from ..page_body.page_parts import beyond_parts, ends_page, is_page_part, is_part, is_stamp
from ..page_body.region import BodyRegion, find_region, lists_start, other_runs
from ..rules.rulebook import Rulebook
from ..sites.signature import signature_end
from . import main_content
from .datelines.metadata_lines import metadata_rows
from .layout.numbering import number_of, series_of
from .line_kinds import is_metadata, is_section_row, states_title
from .markup import is_markdown_reading, is_page, structure_of
from .titles.title_choice import LONGEST, SHORTEST, confirmed_title

FRAME, DOUBTFUL, BEYOND = "page-frame", "page-frame-doubtful", "beyond-frame"
FULL = 200  # letters from which a line of prose has its full weight
MANY = 6  # lines without sentences from which the surroundings of the body are the frame of a page
NEAR = 2  # lines below the title within which the first prose is the article's
ROW = 2  # sentences in a row outside the body from which they are kept
FEW = 4  # lines from which several are like verse
VERSE, REGULAR = range(5, 13), range(5, 8)  # letters of a line of verse: on average, and where most lines have the same number
CLAUSE = 7  # Han characters from which a line without a mark is a clause
ASKED = -0.6  # the log odds from which sentences outside the body are kept, and asked about
UNLIKE = -3.0  # the log odds of a line that is most unlike an article
BESIDE = 2  # lines between a comment and its time or counters
FAR = 12  # lines above the body within which its title is searched for


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Proposal]:
    """Cut the lines around the body where they are the frame of a page; ask about sentences and about verse among them.

    The frame of a page of a known site is known, and cut already; so is that of a web page whose elements show its article.
    """
    text_lines = lines(reading.text)
    if FRAME not in rulebook.rules or not any(line.prose for line in text_lines):
        return
    if is_page(reading) and main_content.has_verdict(reading, rulebook):
        return
    region = _with_series(text_lines, find_region(text_lines, rulebook), rulebook)
    region = replace(region, end=signature_end(text_lines, region.end))
    start, end = _without_head(text_lines, region, rulebook), region.end
    title = None if is_page(reading) else confirmed_title(text_lines, rulebook)
    stated = {row.line for row in metadata_rows(reading, rulebook)}
    own = {*stated, *_cells(reading, text_lines), title}
    outside = [line for line in _outside(text_lines, start, end, title, rulebook) if line not in own]
    if not _is_frame(outside, text_lines, region, rulebook):
        is_of_site = rulebook.site_parts is not None
        rest = _rest_of_site(outside, reading, rulebook) if is_of_site else beyond_parts(outside, text_lines, range(start, end), rulebook)
        behind = frozenset(text_lines[end:])
        for line in rest:
            if line not in behind or main_content.part_rule(line, rulebook) is None:  # which cuts it with a better reason
                yield Change(line.span.start, line.span.end, "", FRAME, sure=False)
        return
    kept: set[Line] = set()
    body = sum(len(line.core) for line in text_lines[start:end] if line.prose)
    likely = [row for row in _sentence_rows(text_lines, outside, rulebook) if _is_likely(row, text_lines, region)]
    runs = [[text_lines[n] for n in run] for run in other_runs(text_lines, region, rulebook)]
    first = text_lines.index(title) if title else _title_index(text_lines, start, rulebook)
    unproved = list(_unproved_rows(text_lines, range(start, end), region, first, outside, rulebook))
    rows = _merged((*likely, *runs, *_verse_rows(text_lines, outside, body, rulebook), *unproved))
    lists = lists_start(text_lines, region, rulebook)
    rows = (row for row in rows if not _is_comment(row, text_lines) and row[0].span.start < lists)
    for row in rows if BEYOND in rulebook.rules else ():
        yield Query(row[0].span.start, row[-1].span.end, BEYOND, rulebook.rules[BEYOND].confidence, put="")
        kept.update(row)
    between = set() if first is None else set(text_lines[first:start])
    names_parts = any(is_page_part(line, rulebook) for line in outside)
    for line in outside:
        if line not in kept:
            sure = names_parts and (line not in between or not _may_be_own(line, rulebook))
            is_doubtful = DOUBTFUL in rulebook.rules and line.prose and _is_whole_sentence(line)
            yield Change(line.span.start, line.span.end, "", DOUBTFUL if is_doubtful else FRAME, sure=sure and not is_doubtful)


def _unproved_rows(
    text_lines: Sequence[Line], body: range, region: BodyRegion, first: int | None, outside: Sequence[Line], rulebook: Rulebook
) -> Iterator[list[Line]]:
    """The lines between the title and the ``body``, where nothing above the body is a part of a page or most unlike an article: what
    stands behind the body says nothing of them. If there are such, also the few lines behind the body, up to the first part of a page.
    """
    above = text_lines[: body.start]
    if first is None or any(is_page_part(line, rulebook) for line in above):
        return
    between = [line for line in above[first + 1 :] if line in outside]
    unlike = sum(log_odds < UNLIKE for log_odds in region.odds[: len(above)])
    if len(between) >= ROW and unlike < MANY:
        yield between
        behind = list(takewhile(lambda line: line in outside and not is_part(line, rulebook), text_lines[body.stop :]))
        if 0 < len(behind) < FEW:
            yield behind


def _cells(reading: Reading, text_lines: Sequence[Line]) -> Iterator[Line]:
    """The lines that are cells of a table in Markdown, which is written by hand: on a web page tables are also its layout."""
    structure = structure_of(reading) if is_markdown_reading(reading) else None
    tables = [reading.place(element.span) for element in structure.elements if element.name == "table"] if structure else []
    return (line for line in text_lines if any(table.overlaps(line.span) for table in tables))


def _with_series(text_lines: Sequence[Line], region: BodyRegion, rulebook: Rulebook) -> BodyRegion:
    """The region up to the end of a series of numbers in it: behind 三、, the next of its kind is 四、, and the lines below, up to a part
    of the page that has no number, are its own. Where the next one begins again, or leaves numbers out, it is of another list. Numbers on
    lines that follow each other at once are those of a list, as of the articles that are read most.
    """
    inside = text_lines[region.start : region.end + 1]
    headed = {series_of(line.text) for line, below in pairwise(inside) if series_of(line.text) != series_of(below.text)}
    last = {series: number_of(line.text) for line in inside[: region.end - region.start] if (series := series_of(line.text)) in headed}
    end = region.end
    for n, line in enumerate(text_lines[region.end :], region.end):
        series = series_of(line.text)
        if series and last.get(series) and number_of(line.text) == last[series] + 1:
            last |= {series_of(own.text): number_of(own.text) for own in text_lines[end : n + 1]}
            end = n + 1
        elif series in last:
            last[series] = 0
    if end > region.end:
        below = enumerate(text_lines[end:], end)
        end = next((n for n, line in below if is_part(line, rulebook) and not series_of(line.text)), len(text_lines))
    return replace(region, end=end)


def _is_likely(row: Sequence[Line], text_lines: Sequence[Line], region: BodyRegion) -> bool:
    """True for lines that are, on average, not unlikely to be the article's."""
    first = text_lines.index(row[0])
    return sum(region.odds[first : first + len(row)]) > ASKED * len(row)


def _rest_of_site(outside: Sequence[Line], reading: Reading, rulebook: Rulebook) -> list[Line]:
    """The bare lines that the template of a site has left, outside the body of the whole page, and most unlike an article."""
    bare = [line for line in outside if not line.prose and line.text[-1] not in ENDS]
    page_lines = lines(reading.raw) if len(bare) >= FEW else ()
    region = find_region(page_lines, rulebook)
    unlike = {line.span.start for n, line in enumerate(page_lines) if n not in range(region.start, region.end) and region.odds[n] < UNLIKE}
    return [line for line in bare if reading.origin(line.span).start in unlike]


def _is_comment(row: Sequence[Line], text_lines: Sequence[Line]) -> bool:
    """True for lines with the time of a comment, or its counters, near above or below."""
    first = text_lines.index(row[0])
    behind = first + len(row)
    return any(map(is_stamp, (*text_lines[max(0, first - BESIDE) : first], *text_lines[behind : behind + BESIDE])))


def _merged(rows: Iterable[list[Line]]) -> Iterator[list[Line]]:
    """The rows without those that have lines of another, which is longer."""
    taken: set[Line] = set()
    for row in sorted(rows, key=len, reverse=True):
        if taken.isdisjoint(row):
            taken.update(row)
            yield row


def _outside(text_lines: Sequence[Line], start: int, end: int, confirmed: Line | None, rulebook: Rulebook) -> list[Line]:
    """The lines around the body that may be the frame: neither its title nor its metadata, and not the article's own short lines.

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
    metadata = {n for n, line in enumerate(text_lines) if not start <= n < end and is_metadata(line, rulebook)}
    below = next((n for n in range(end, len(text_lines)) if n not in metadata and is_part(text_lines[n], rulebook)), len(text_lines))
    return [
        line
        for n, line in enumerate(text_lines)
        if not start <= n < end and n != title and n not in own and (n not in metadata or n > below)
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


def _heads_article(line: Line, page_title: Line, rulebook: Rulebook) -> bool:
    """True for a line that stands above an article: it is part of the page's own title, or speaks about the article."""
    if states_title(line, rulebook):
        return True
    return not line.prose and ((len(line.core) > SHORTEST and line.core in page_title.core) or is_metadata(line, rulebook))


def _is_foreign(line: Line) -> bool:
    """True for a line with next to no Chinese: an error message, a slogan."""
    return sum(map(is_han, line.core)) < 0.2 * len(line.core)


def _is_frame(outside: Sequence[Line], text_lines: Sequence[Line], region: BodyRegion, rulebook: Rulebook) -> bool:
    """True where many of the lines around the body are no sentences, and one is a part of a page, or many are most unlike an article."""
    bare = sum(not line.prose and not is_code(line.text) and line.text[-1] not in "。！？!?”…：，{};" for line in outside)
    unlike = sum(log_odds < UNLIKE for log_odds in region.odds)
    return bare >= MANY and (unlike >= MANY or any(ends_page(line, rulebook) for line in outside))


def _without_head(text_lines: Sequence[Line], region: BodyRegion, rulebook: Rulebook) -> int:
    """Where the body begins in a region: below its title and its lines of metadata, all of which stand above its prose."""
    start = region.start
    for n in range(region.start, region.end):
        if _heads_article(text_lines[n], text_lines[0], rulebook):
            start = n + 1
        elif text_lines[n].prose:
            break
    return start


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
    first = next((n for n, line in enumerate(text_lines[:start]) if not is_section_row(line)), None)
    return first if first is not None and len(text_lines[first].core) <= LONGEST else possible[-1] if possible else None
