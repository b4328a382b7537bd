"""What speaks for a full stop or against it, or demands a colon: named signs in the clauses on both sides of a mark.

The words of each sign, and its weight, stand in `rules/marks.yml`; a sign that is measured and not read has its measure here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex

from ..core.lines import lines
from ..rules.rulebook import SIGN_PLACES, PunctuationSign

LOOK = 7  # letters of the longest word of a sign
SUBJECTS = frozenset({"next-pronoun", "next-points", "next-its", "next-then", "next-frame", "next-further", "next-so", "next-however"})
NAMED = 3  # clauses of a document that begin with the same two characters, from which these are a name
NUMERAL = r"[0-9一二三四五六七八九十]"
TIME = regex.compile(rf"{NUMERAL}{{1,4}}(?:[年月日号点时]|世纪)")
COUNTED = regex.compile(
    r"(?:主要有|分别有|原因有|以下|下面|下列)[2-9两二三四五六七八九十]{1,2}[个点条类种项步]?(?:原因|方面|问题|特点|建议|方法|步骤|内容)?$"
)
RATIO = regex.compile(r"(?<![0-9])[0-9]{1,3}$"), regex.compile(r"[0-9]{1,2}(?![0-9])")  # the two sides of 11：30
VERB = regex.compile("[是有将会能要可在被把让使成了着过给]")  # in nearly every clause that has a predicate
CLOSERS = "”’）》】」』"
QUOTES = frozenset("“「『")


@dataclass(frozen=True, slots=True)
class Gap:
    """A mark of which only the place is known: its offset in the text, and the clauses on both sides.

    ``left`` is the number of marks behind it before the sentence is known to end. ``edge`` holds the characters before and
    after the mark itself.
    """

    at: int
    last: str
    next: str
    left: int
    edge: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The signs, the words that each is known by, per place, and the names of the document at hand."""

    weights: Mapping[str, float]
    words: Mapping[str, Mapping[str, str]]
    names: frozenset[str]

    @classmethod
    def from_signs(cls, signs: Mapping[str, PunctuationSign], text: str) -> Lexicon:
        words: dict[str, dict[str, str]] = {place: {} for place in SIGN_PLACES}
        for name, sign in signs.items():
            for word in sign.words:
                words[sign.where][word] = name
        starts = Counter(clause[:2] for line in lines(text) if line.prose for clause in _clauses(line.text) if len(clause) > 3)
        known = {word[:2] for place in ("next-begins", "last-begins") for word in words[place]}
        names = {start for start, times in starts.items() if times >= NAMED and not {start, start[0]} & known}
        return cls({name: sign.weight for name, sign in signs.items()}, words, frozenset(names))

    def begins(self, place: str, clause: str) -> str:
        """The sign whose word, the longest, stands at the beginning of a clause; empty where there is none."""
        table = self.words[place]
        return next((table[clause[:n]] for n in range(LOOK, 0, -1) if clause[:n] in table), "")

    def ends(self, clause: str) -> str:
        table = self.words["last-ends"]
        return next((table[clause[-n:]] for n in range(LOOK, 0, -1) if clause[-n:] in table), "")

    def alone(self, clause: str) -> bool:
        """True for a clause that only opens another: 事实上."""
        return self.words["alone"].get(clause) == "opener"

    def label(self, clause: str) -> bool:
        """True for a clause that only says what comes behind it: 责任编辑."""
        return self.words["alone"].get(clause) == "label"

    def frame(self, clause: str) -> bool:
        """True for a clause that only says when, where or on what ground: 在…的情况下."""
        return self.begins("last-begins", clause) == "last-frame" and self.ends(clause) == "ends-frame"


def signs(gap: Gap, lexicon: Lexicon) -> Iterator[str]:
    """The signs to be seen on both sides of a mark, by the names that they have in `marks.yml`."""
    yield "always"
    yield from _of_last(gap.last, lexicon)
    yield from _of_next(gap.next, lexicon)
    yield from _of_both(gap, lexicon)
    yield step("left", gap.left, (1, 2, 3))
    before, after = gap.edge
    if after in CLOSERS and after:
        yield "inside-quotation"
    elif before in CLOSERS and before:
        yield "after-quotation"


def _of_last(clause: str, lexicon: Lexicon) -> Iterator[str]:
    yield from filter(None, (lexicon.begins("last-begins", clause), lexicon.ends(clause)))
    if lexicon.frame(clause):
        yield "last-is-frame"
    if lexicon.alone(clause) or len(clause) <= 2:
        yield "last-is-opener"
    if clause.isdigit():
        yield "last-is-number"
    if TIME.match(clause):
        yield "last-is-time"
    if not VERB.search(clause):
        yield "last-without-verb"


def _of_next(clause: str, lexicon: Lexicon) -> Iterator[str]:
    yield from filter(None, (lexicon.begins("next-begins", clause),))
    yield step("next", len(clause), (4, 14, 20, 28))
    if lexicon.alone(clause):
        yield "next-is-opener"
    if lexicon.ends(clause) in ("ends-frame", "ends-saying"):
        yield "next-" + lexicon.ends(clause)
    if clause.isdigit():
        yield "next-is-number"
    elif TIME.match(clause):
        yield "next-is-time"
    if clause[:2] in lexicon.names:
        yield "next-is-name"


def _of_both(gap: Gap, lexicon: Lexicon) -> Iterator[str]:
    whole = is_whole(gap.last, lexicon) and VERB.search(gap.last)
    yield f"{'whole' if whole else 'part'}-before-{_kind(gap.next, lexicon)}"
    if gap.last[:1] == gap.next[:1]:
        yield "same-first"
    if gap.last[-1:] == gap.next[-1:]:
        yield "same-last"
    if len(gap.last) == len(gap.next):
        yield "same-length"
    if len(_pairs(gap.last) & _pairs(gap.next)) > 1:
        yield "same-words"


def _kind(clause: str, lexicon: Lexicon) -> str:
    """Whether a clause brings its own subject, by its beginning: `subject`, `none`, or `unknown`."""
    sign = lexicon.begins("next-begins", clause)
    if sign:
        return "subject" if sign in SUBJECTS else "none"
    return "subject" if clause[:2] in lexicon.names or TIME.match(clause) or clause[:1].isascii() else "unknown"


def is_whole(clause: str, lexicon: Lexicon) -> bool:
    """True for a clause that could be a sentence, as far as its ends show."""
    start, end = lexicon.begins("last-begins", clause), lexicon.ends(clause)
    return len(clause) > 4 and not (lexicon.alone(clause) or start in ("last-frame", "last-if") or end in ("ends-frame", "ends-saying"))


def announces(gap: Gap, lexicon: Lexicon) -> bool:
    """True where a colon stands: between who speaks and a quotation, before what is listed, behind a label, in 11：30."""
    end = lexicon.ends(gap.last)
    if gap.edge[1] in QUOTES and end in ("ends-saying", "ends-is"):
        return True
    return end == "ends-announcing" or lexicon.label(gap.last) or bool(COUNTED.search(gap.last)) or _is_ratio(gap)


def _is_ratio(gap: Gap) -> bool:
    """True inside 11：30 and 3：0, but not between a number and a date, nor in a row of numbers."""
    before, after = RATIO
    touching = all(c.isascii() and c.isdigit() for c in gap.edge)
    return touching and not (gap.last.isdigit() or TIME.match(gap.next)) and bool(before.search(gap.last) and after.match(gap.next))


def step(name: str, number: int, steps: Sequence[int]) -> str:
    """The sign for a number: `letters-to-20`, or `letters-over-75`."""
    return next((f"{name}-to-{step}" for step in steps if number <= step), f"{name}-over-{steps[-1]}")


def _clauses(text: str) -> list[str]:
    return [letters(part) for part in regex.split(r"[，：。！？；…]+", text)]


def _pairs(clause: str) -> set[str]:
    return {clause[n : n + 2] for n in range(len(clause) - 1)}


def last_letter(text: str) -> int:
    """The place of the last letter, digit or Han character; -1 where there is none."""
    return next((n for n in range(len(text) - 1, -1, -1) if text[n].isalnum()), -1)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
