"""The parts of a page that its words name: buttons, footers, breadcrumb trails, heads of lists, lines with a date, counters or a label."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.lines import ENDS, Line
from ..core.normalize import caseless_letters, to_simplified
from ..rules.rulebook import Rulebook
from ..sites.page import DATES, LABEL
from .line_features import COUNTED, HEADING

STATED = 40  # letters up to which a line with a date or counters may be a part of the page
LONGEST_HEAD = 10  # letters of the head of a list
OPENING = "【[（("  # brackets before the name of a part
EDITING = frozenset("编审校")  # characters of the roles that only those have who edit what others wrote


def is_part(line: Line, rulebook: Rulebook) -> bool:
    """True for a line that is a part of a page: a button, a footer, the head of a list, a line with a date or counters."""
    words = rulebook.words
    named = not line.prose and _names_page_part(line, rulebook)
    heads = len(line.core) <= HEADING and any(word in line.text for word in words.get("list-heads", ()))
    return named or heads or is_stamp(line) or line.text in words.get("buttons", ()) or _is_labelled(line, rulebook)


def _is_labelled(line: Line, rulebook: Rulebook) -> bool:
    """True for a short line that states whose the article is, or who edited it."""
    label = LABEL.match(line.text.lstrip(OPENING)) if len(line.core) <= STATED and not line.prose else None
    name = caseless_letters(to_simplified(label.group())) if label else ""
    words = rulebook.words
    is_staff = not EDITING.isdisjoint(name) and name in words.get("staff-labels", ())
    return (
        is_staff or name in words.get("outlet-labels", ()) or (len(name) > 1 and "作者" in name and name in words.get("author-labels", ()))
    )


def is_stamp(line: Line) -> bool:
    """True for a short line with a date or counters, as above and below a comment."""
    return len(line.core) <= STATED and not line.prose and bool(DATES.search(line.text) or COUNTED.search(line.text))


def heads_list(line: Line, heads: tuple[str, ...]) -> bool:
    """True for a line that is no more than the head of a list of other articles (为你推荐, 延伸 · 推荐)."""
    return len(line.core) <= LONGEST_HEAD and line.text[-1] not in ENDS and line.core.endswith(heads)


def is_page_part(line: Line, rulebook: Rulebook) -> bool:
    """True for a line that is a part of a web page: a button, or a line that names a footer or a breadcrumb trail."""
    return line.text in rulebook.words.get("buttons", ()) or _names_page_part(line, rulebook)


def _names_page_part(line: Line, rulebook: Rulebook) -> bool:
    """True for a line that names a part of a page; a sentence that merely mentions one (免费技术支持) does not."""
    signs = (*rulebook.words.get("footers", ()), *rulebook.words.get("breadcrumbs", ()))
    return line.text.lstrip(OPENING).startswith(signs) if line.prose else any(word in line.text for word in signs)


def ends_page(line: Line, rulebook: Rulebook) -> bool:
    """True for a part of a page, and for the head of a list of other articles."""
    return is_page_part(line, rulebook) or heads_list(line, tuple(rulebook.words.get("list-heads", ())))


def beyond_parts(outside: Sequence[Line], text_lines: Sequence[Line], body: range, rulebook: Rulebook) -> list[Line]:
    """The bare lines that are parts of a page, and those farther from the ``body`` than one: some pages have few.

    Below the body only those count that no prose follows, because words of buttons may as well be a heading of the article.
    """
    last = max((n for n, line in enumerate(text_lines) if line.prose), default=-1)
    above = [n for n in range(body.start) if is_page_part(text_lines[n], rulebook)]
    below = [n for n in range(max(body.stop, last + 1), len(text_lines)) if ends_page(text_lines[n], rulebook)]
    beyond = {*range(max(above, default=-1) + 1), *range(min(below, default=len(text_lines)), len(text_lines))}
    return [text_lines[n] for n in sorted(beyond) if text_lines[n] in outside and not text_lines[n].prose]
