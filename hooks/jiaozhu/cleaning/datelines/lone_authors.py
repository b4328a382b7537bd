"""The author who stands alone: a line right below the title that is nothing but a name, with no date, label or paper beside it.

A mark before the name (□ 李四, □ 中文系 李四) or the dynasty of a poet (清　李四, 〔宋〕李四) says so, and the numbers behind the names of
a paper, which lead to where its authors work (李四1，王五2). A bare name says it only where it has a surname and the form of a name, and
where it is not what the text is about, nor one of several short lines that head the sections.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex
import rjieba

from ...core.lines import Line
from ...core.normalize import fold
from ...core.reading import Span
from .grammar import WHITE_SPACE, Grammar, LinePart, Parse

MARKED = regex.compile(r"[□■◎○●◇◆▲△☆★⊙]\s?(?=\p{Han})")
DYNASTY = regex.compile(
    r"(?P<open>[\[〔(（【])?(?:先秦|[两东西]?汉|曹?魏|[东西]?晋|南北朝|南朝[宋齐梁陈]?|北[魏齐周]|隋|唐|五代|南唐|后蜀|[南北]?宋|辽|金|元|明|清|民国|近代|近现代|现代|当代)"
    r"(?(open)[\]〕)）】]\s?|(?:\s?[·•・]\s?|\s))\p{Han}{2,4}"
)
WORKPLACE = regex.compile(r"[\p{Han}\d]{2,14} (?=\p{Han}{2,4}$)")  # between a mark and a name
NUMBERED = regex.compile(r"(?P<name>\p{Han}{2,4})\d{1,2}(?:,\d{1,2})*\*?(?:[\s,、;]+|$)")
PLACE = ("村", "镇", "乡", "县", "市", "省", "山", "河", "江", "湖", "海", "街", "路", "桥", "寺", "庙", "庄", "塘", "家")
ABOUT = ("作者", "本文作者")  # with which a line begins that tells about the author
PERSON = "nr"
SPACED = regex.compile(r"(\p{Han})\s+(\p{Han})")
SHORT = 2  # letters of a name that may as well be a word or a village: 安静, 某村
NAMES = 4  # letters of a name, or of the short headings among which one would be another
MOST_WORDS = 3  # names in a line


def lone_author(text_lines: Sequence[Line], title: int, grammar: Grammar) -> Parse | None:
    """The line below the title as the name of the author; None where it is none."""
    if not 0 <= title < len(text_lines) - 2:
        return None
    line = text_lines[title + 1]
    text = WHITE_SPACE.sub(" ", fold(line.text))
    numbered = [*NUMBERED.finditer(text)]
    if len(numbered) > 1 and "".join(match[0] for match in numbered) == text and all(_is_person(match["name"]) for match in numbered):
        return Parse(tuple(LinePart("name", Span(*match.span()), Span(*match.span("name"))) for match in numbered))
    mark = MARKED.match(text)
    workplace = WORKPLACE.match(text, mark.end()) if mark else None
    start = workplace.end() if workplace else mark.end() if mark else 0
    is_poet = DYNASTY.fullmatch(text) is not None
    if not is_poet and not _names_people(text, start, grammar):
        return None
    if not is_poet and mark is None and not _stands_alone(text_lines, title + 1, grammar):
        return None
    return Parse((LinePart("name", Span(0, len(text)), Span(start, len(text))),))


def _names_people(text: str, start: int, grammar: Grammar) -> bool:
    """True for one name or several by their form, none of which is a word or a place."""
    forms = grammar.patterns.get("name", ())
    spaced = SPACED.fullmatch(text, start)
    if not any(form.fullmatch(text, start) for form in forms):
        return False
    if spaced:  # as wide as the names of three letters, which no heading is
        return any(form.fullmatch(spaced[1] + spaced[2]) for form in forms)
    names = regex.split(r"[\s、,/]+", text[start:])
    return len(names) <= MOST_WORDS and all(map(_is_person, names))


def _is_person(name: str) -> bool:
    """True for a name that is no word of the dictionary and no place; of two letters, one that the tagger takes for a person."""
    tags = [tag for _, tag in rjieba.tag(name)]
    is_place = (len(tags) == 1 and tags[0].startswith(("ns", "nt"))) or (name.endswith(PLACE) and (len(name) == SHORT or len(tags) > 1))
    if is_place or (rjieba.has_word(name) and (len(name) == SHORT or name.endswith(PLACE) or not tags[0].startswith(PERSON))):
        return False
    return len(name) > SHORT or (len(tags) == 1 and tags[0].startswith(PERSON))


def _stands_alone(text_lines: Sequence[Line], own: int, grammar: Grammar) -> bool:
    """True where the text below is not about the name, and has no short lines like it, which would be headings or speakers."""
    name = text_lines[own].core
    below = text_lines[own + 1 :]
    mentions = [line for line in below if name in line.core and not _tells_of_author(line, name)]
    short = [line for line in below if len(line.core) <= NAMES and not line.prose]
    others = [line for line in short if any(pattern.fullmatch(fold(line.text)) for pattern in grammar.patterns.get("name", ()))]
    heads = [line for line, next_line in pairwise(below) if line in short and next_line.prose]
    return not mentions and not others and (len(name) > SHORT or not heads)


def _tells_of_author(line: Line, name: str) -> bool:
    """True for a line about the author, as stands below a text: 作者简介：…, 李四，教师，现居某地。"""
    return line.text.startswith(ABOUT) or regex.match(rf"{regex.escape(name)}\s?[，,：:、（(]", line.text) is not None
