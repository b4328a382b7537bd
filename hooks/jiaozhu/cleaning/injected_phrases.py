"""Search phrases injected into the middle of sentences: `…佣金结算形式快手买推广会影响自然流量么，这意味着…`.

Such a phrase asks a question in the words of a search box, and stands in several paragraphs letter for letter. It has no mark of
its own at either end: it is glued to the clause before it, and a comma follows where a question would have `？`.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ..core.reading import Change, Reading
from ..rules.rulebook import Rulebook

INJECTED = "injected-phrase"
RUN = regex.compile(r"[\p{Han}A-Za-z0-9+%]+")
STOPS = frozenset("，。、；：）”’")  # what may follow a phrase: any mark but ？
SHORTEST, LONGEST = 8, 30  # letters of a phrase
GLUE = 2  # letters that must precede the phrase in its clause, wherever it stands; no line holds it twice


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Cut each such phrase wherever it stands in the middle of a sentence."""
    if INJECTED not in rulebook.rules:
        return
    question_endings, other_endings = (tuple(rulebook.words.get(name, ())) for name in ("query-endings", "no-query-endings"))
    clauses = [
        m
        for m in RUN.finditer(reading.text)
        if m.group().endswith(question_endings) and not m.group().endswith(other_endings) and reading.text[m.end() : m.end() + 1] in STOPS
    ]
    by_end: dict[str, list[regex.Match[str]]] = {}
    for clause in clauses:
        by_end.setdefault(clause.group()[-SHORTEST:], []).append(clause)
    for group in by_end.values():
        scattered = len(group) > 1 and len({_line_start(reading.text, clause) for clause in group}) == len(group)
        length = _common_suffix_length([clause.group() for clause in group]) if scattered else 0
        if SHORTEST <= length <= LONGEST and all(len(clause.group()) >= length + GLUE for clause in group):
            for clause in group:
                yield Change(clause.end() - length, clause.end(), "", INJECTED)


def _line_start(text: str, clause: regex.Match[str]) -> int:
    """The offset of the newline before a clause, which identifies its line; -1 in the first line."""
    return max(text.rfind(newline, 0, clause.start()) for newline in "\n\r\u2028\u2029\x85")


def _common_suffix_length(clauses: list[str]) -> int:
    """The length of the longest common suffix."""
    length = 0
    while all(length < len(c) and c[-1 - length] == clauses[0][-1 - length] for c in clauses):
        length += 1
    return length
