"""Search phrases that were pushed into the middle of sentences: `…佣金结算形式快手买推广会影响自然流量么，这意味着…`.

Such a phrase asks a question in the words of a search box, stands in several paragraphs letter for letter, and is neither begun nor
ended by a mark of its own: it is glued to the clause before it, and a comma follows where a question would have `？`.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ..core.reading import Change, Reading
from ..rules.rulebook import Rulebook

INJECTED = "injected-phrase"
RUN = regex.compile(r"[\p{Han}A-Za-z0-9+%]+")
STOPS = frozenset("，。、；：）”’")  # what may stand behind a phrase: any mark but the one that a question has
SHORTEST, LONGEST = 8, 30  # letters of a phrase
GLUE = 2  # letters that must stand before it in its clause, at every place; the places are in as many lines


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Cut each such phrase, at every place where it stands in the middle of a sentence."""
    if INJECTED not in rulebook.rules:
        return
    asks, tells = (tuple(rulebook.words.get(name, ())) for name in ("query-endings", "no-query-endings"))
    clauses = [
        m
        for m in RUN.finditer(reading.text)
        if m.group().endswith(asks) and not m.group().endswith(tells) and reading.text[m.end() : m.end() + 1] in STOPS
    ]
    by_end: dict[str, list[regex.Match[str]]] = {}
    for clause in clauses:
        by_end.setdefault(clause.group()[-SHORTEST:], []).append(clause)
    for group in by_end.values():
        scattered = len(group) > 1 and len({_line(reading.text, clause) for clause in group}) == len(group)
        length = _shared([clause.group() for clause in group]) if scattered else 0
        if SHORTEST <= length <= LONGEST and all(len(clause.group()) >= length + GLUE for clause in group):
            for clause in group:
                yield Change(clause.end() - length, clause.end(), "", INJECTED)


def _line(text: str, clause: regex.Match[str]) -> int:
    """The place of the line in which a clause stands, by its beginning."""
    return max(text.rfind(newline, 0, clause.start()) for newline in "\n\r\u2028\u2029\x85")


def _shared(clauses: list[str]) -> int:
    """The length of the longest ending that all have in common."""
    length = 0
    while all(length < len(c) and c[-1 - length] == clauses[0][-1 - length] for c in clauses):
        length += 1
    return length
