"""The notices below an article: sentences in which its publisher speaks of it (声明：…). What stands above them is below the article."""

from __future__ import annotations

from collections.abc import Sequence

from ...core.lines import Line
from ...rules.rulebook import Rulebook

MOST = 4  # notices that stand below an article
WHOLE = 0.9  # the share of a notice that a rule of boilerplate takes


def closing_notices(text_lines: Sequence[Line], rulebook: Rulebook) -> frozenset[Line]:
    """The last lines of prose of a text that are notices of its publisher."""
    notices: list[Line] = []
    for line in (line for line in reversed(text_lines) if line.prose):
        if len(notices) == MOST or not _is_notice(line, rulebook):
            break
        notices.append(line)
    return frozenset(notices)


def _is_notice(line: Line, rulebook: Rulebook) -> bool:
    rules = (rule for rule in rulebook.table("boilerplate") if rule.find and rule.scope in ("all", "tail"))
    return any(rule.takes(line.text, WHOLE, scope="all") for rule in rules)
