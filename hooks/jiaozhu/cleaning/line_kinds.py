"""What a short line is, whatever stands around it: metadata, the placeholder of an image, a trail of sections, a name."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ..core.lines import ENDS, Line
from ..core.normalize import to_simplified
from ..rules.rulebook import Rulebook
from .datelines.grammar import grammar

TRAIL = regex.compile(r"\s*[>»›＞→]+\s*")
SECTIONS, SHORT_NAME = 5, 4  # names in a row of sections at least, and letters of each at most
PLATFORM = ("mail-frame", "account-words", "page-button")
LONGEST_NAME = 8  # letters of the name of a section, or of a part of a page


def is_image(line: Line, rulebook: Rulebook) -> bool:
    """True for the placeholder of an image that the text has lost."""
    rules = (rule for rule in rulebook.table("boilerplate") if rule.leaves)
    return any(rule.find is not None and rule.find.fullmatch(to_simplified(line.text)) for rule in rules)


def is_metadata(line: Line, rulebook: Rulebook) -> bool:
    """True for a line that states facts about the article, or is the placeholder of an image: it is neither title nor heading."""
    simplified = to_simplified(line.text)
    rules = rulebook.table("metadata")
    is_stated = grammar(rulebook).states(line.text) or any(rule.find and rule.find.fullmatch(simplified) for rule in rules)
    return is_stated or is_image(line, rulebook)


def states_title(line: Line, rulebook: Rulebook) -> bool:
    """True for a line of metadata that states the title among other facts: `题目 2022-09-21 来源：…`."""
    if grammar(rulebook).states(line.text):
        return False
    rules = (rule for rule in rulebook.table("metadata") if rule.find is not None and "title" in rule.find.groupindex)
    return any(rule.find is not None and rule.find.fullmatch(to_simplified(line.text)) for rule in rules)


def is_no_title(line: Line, rulebook: Rulebook) -> bool:
    """True for a line of metadata, for a single button, for a trail of the names of sections, `首页 > 新闻 > 正文`, and for what a platform
    writes above a text.
    """
    is_stated = is_metadata(line, rulebook) or grammar(rulebook).parse(line.text) is not None
    return is_stated or is_trail(line, rulebook) or _is_of_platform(line, rulebook)


def _is_of_platform(line: Line, rulebook: Rulebook) -> bool:
    """True for a line that one of the rules on words of platforms takes as a whole."""
    return any(rulebook.rules[rule].takes(line.text) for rule in PLATFORM if rule in rulebook.rules)


def is_trail(line: Line, rulebook: Rulebook) -> bool:
    """True for a trail of the names of sections: `首页 > 新闻 > 正文`."""
    first, *trail = TRAIL.split(line.text)
    is_headed = len(first) <= LONGEST_NAME or any(word in first for word in rulebook.words.get("breadcrumbs", ()))
    return is_headed and len(trail) > 1 and all(len(name) <= LONGEST_NAME for name in trail)


def is_section_row(line: Line) -> bool:
    """True for a row of the names of many sections, between spaces or bars."""
    words = regex.split(r"[\s|｜丨]+", line.text)
    return (
        len(words) >= SECTIONS
        and all(1 < len(word) <= SHORT_NAME for word in words)
        and not any(mark in line.text for mark in "，。；：“”")
    )


def is_name(line: Line) -> bool:
    """True for a line that may be the name of a publisher: short, and without marks."""
    return 2 <= len(line.core) <= 10 and not any(c in ENDS or c in "“”‘’（）《》" for c in line.text)


def is_short_lined(text_lines: Sequence[Line]) -> bool:
    """True for an article most of which are short lines: a poem, a song, a notice, prose with one clause a line."""
    return 2 * sum(len(line.core) for line in text_lines if line.prose) < sum(len(line.core) for line in text_lines)
