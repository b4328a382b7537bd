"""Sources that hold no article: a list of products, the index of a forum, a page of teasers, an error page.

Only clear cases are left out. A page with a few sentences of its own stays, however odd it is.
"""

from __future__ import annotations

import regex

from ..core.lines import Line, lines
from ..core.reading import Reading
from ..page_body.page_parts import is_page_part
from ..rules.rulebook import Rulebook
from .boilerplate_frame import FRAME
from .datelines.metadata_lines import metadata_rows
from .line_kinds import is_image

MANY = 12  # lines from which a text without sentences counts as a list
SPARSE = 20  # one line in so many of such a list may end like a sentence
TEASERS = 3  # paragraphs from which a text whose paragraphs break off is a page of teasers
NEARLY = 0.8  # the share of its paragraphs that must break off
SHORT = 120  # letters of prose below which the words of an error page prove that it is one
# An item of a list that somebody wrote: it has a number or a year before its words, and no other figures, which a list of prices has.
LISTED = regex.compile(
    r"(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）).、．:：][.、\s]*|(?:1[0-9]|20)\d{2}[年\s:：—–-]+|(?=《))\p{Han}*+[^\d¥￥$|]*$"
)
OBJECT = regex.compile(r"(?![或了啦哦已及])\p{Han}")  # 内容不存在虚假记载
BROKEN = regex.compile(r"(?:\.{2,}|…+)[\s”」』）)\]】]*$")


def exclusion_reason(reading: Reading, rulebook: Rulebook) -> str | None:
    """Why a reading whose marks are clean and whose frame is cut holds no article; None where it may hold one."""
    metadata = {row.line for row in metadata_rows(reading, rulebook)}
    text_lines = [line for line in lines(reading.text) if line not in metadata and not is_image(line, rulebook)]
    prose = [line for line in text_lines if line.prose]
    if sum(len(line.core) for line in prose) < SHORT and any(_is_error(line, rulebook) for line in text_lines):
        return "an error page"
    if not _is_page_or_table(reading, text_lines, rulebook):
        return None
    if not prose and len(text_lines) >= MANY and sum(map(_ends_like_sentence, text_lines)) * SPARSE <= len(text_lines):
        return "not one sentence: a list of names, prices or links"
    if len(prose) >= TEASERS and sum(bool(BROKEN.search(line.text)) for line in prose) >= NEARLY * len(prose):
        return "every paragraph breaks off: a list of teasers"
    return None


def _is_page_or_table(reading: Reading, text_lines: list[Line], rulebook: Rulebook) -> bool:
    """True for a text that shows itself to be a web page or a table: a poem, a letter and a list of numbered items are neither."""
    framed = any(run.rule == FRAME for run in reading.runs)
    if 2 * sum(bool(LISTED.match(line.text)) for line in text_lines) >= len(text_lines):
        return False
    numbered = sum(any(c.isdigit() for c in line.text) for line in text_lines)
    return framed or 2 * numbered >= len(text_lines) or any(is_page_part(line, rulebook) for line in text_lines)


def _is_error(line: Line, rulebook: Rulebook) -> bool:
    """True for a line with the words of an error page; what does not exist there is the page, and nothing that the words go on to name."""
    return any(
        words in line.text and not (words.endswith("存在") and OBJECT.match(line.text.partition(words)[2]))
        for words in rulebook.words.get("error-pages", ())
    )


def _ends_like_sentence(line: Line) -> bool:
    """True for a line that ends like a sentence, or like a line of verse."""
    return line.text[-1] in "。！？；，”」"
