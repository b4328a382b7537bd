"""Lines that a site adds to each of its articles, known by standing in many sources.

A line that several sources share is boilerplate, unless the sources share most of their text: then they are copies of one article,
and the line is its own. Inside an article it may as well be its own: the articles of a series ask the same questions, and quote the
same verse.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from ..core.lines import ENDS, Line, is_code, lines
from ..core.reading import Change, Proposal, Query, Reading
from ..rules.rulebook import Rulebook
from .line_kinds import is_short_lined
from .titles.title_choice import find_title

SHARED, ABOVE, INSIDE = "shared-line", "shared-line-above", "shared-line-inside"


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Proposal]:
    """Cut shared lines that are code or solicit readers, above the first and behind the last own sentence; ask about the others."""
    if SHARED not in rulebook.rules or not rulebook.shared_lines:
        return
    text_lines = lines(reading.text)
    title = find_title(reading, rulebook)
    unshared = [line for line in text_lines if line != title and line.core not in rulebook.shared_lines]
    has_short_lines = is_short_lined(unshared)
    own = [n for n, line in enumerate(text_lines) if line in unshared and (line.prose or has_short_lines)]
    first, last = (own[0], own[-1]) if own else (len(text_lines), len(text_lines))
    above = text_lines.index(title) if title else -1
    behind = range(last + 1, len(text_lines))
    closing = {*takewhile(lambda n: text_lines[n].text[-1] in ENDS and not _is_of_a_site(text_lines[n], rulebook), behind)}
    for n, line in enumerate(text_lines):
        is_heading = not line.prose and n + 1 < len(text_lines) and text_lines[n + 1].prose and line.text[-1] not in "。！？，"
        if line.core not in rulebook.shared_lines or line == title or is_heading:
            continue
        if above < n < first and _is_of_a_site(line, rulebook) and ABOVE in rulebook.rules:
            yield Change(line.span.start, line.span.end, "", ABOVE, sure=False)
        elif n < above or (n > last and n not in closing):
            is_sentence = n > last and line.text[-1] in ENDS and not _is_of_a_site(line, rulebook)
            yield Change(line.span.start, line.span.end, "", SHARED, sure=not is_sentence)
        elif INSIDE in rulebook.rules:
            yield Query(line.span.start, line.span.end, INSIDE, rulebook.rules[INSIDE].confidence, put="")


def _is_of_a_site(line: Line, rulebook: Rulebook) -> bool:
    """True for a line of code, and for one that calls on readers to do something on the site."""
    return is_code(line.text) or any(word in line.text for word in rulebook.words.get("solicitations", ()))
