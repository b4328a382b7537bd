"""Sources that hold no article: a list of products, the index of a forum, a page of teasers, an error page.

Only what is plain is told so. A page with a few sentences of its own stays, however odd it is.
"""

from __future__ import annotations

import regex

from ..core.lines import Line, lines
from ..core.reading import Reading
from ..rules.rulebook import Rulebook
from .boilerplate_frame import FRAME, is_page_part
from .titles import is_metadata

MANY = 12  # lines from which a text without sentences is a list
SPARSE = 20  # lines of such a list, of which one may be a sentence
TEASERS = 3  # paragraphs, of which nearly all break off, that make a page of teasers
NEARLY = 0.8
SHORT = 120  # letters of prose below which the words of an error page are believed
BROKEN = regex.compile(r"(?:\.{2,}|…+)[\s”」』）)\]】]*$")


def exclusion_reason(reading: Reading, rulebook: Rulebook) -> str | None:
    """Why there is no article in a reading whose marks are clean and whose frame is cut; None where there may be one."""
    found = [line for line in lines(reading.text) if not is_metadata(line, rulebook)]
    prose = [line for line in found if line.prose]
    if sum(len(line.core) for line in prose) < SHORT and any(_is_error(line, rulebook) for line in found):
        return "an error page"
    if not _is_page(reading, found, rulebook):
        return None
    if not prose and len(found) >= MANY and sum(map(_ends, found)) * SPARSE <= len(found):
        return "not one sentence: a list of names, prices or links"
    if len(prose) >= TEASERS and sum(bool(BROKEN.search(line.text)) for line in prose) >= NEARLY * len(prose):
        return "every paragraph breaks off: a list of teasers"
    return None


def _is_page(reading: Reading, found: list[Line], rulebook: Rulebook) -> bool:
    """True for what shows itself as a page, or as a table: a poem or a letter is neither."""
    framed = any(run.rule == FRAME for run in reading.runs)
    numbered = sum(any(c.isdigit() for c in line.text) for line in found)
    return framed or 2 * numbered >= len(found) or any(is_page_part(line, rulebook) for line in found)


def _is_error(line: Line, rulebook: Rulebook) -> bool:
    return any(words in line.text for words in rulebook.words.get("error-pages", ()))


def _ends(line: Line) -> bool:
    """True for a line that ends like a sentence, or like a line of verse."""
    return line.text[-1] in "。！？；，”」"
