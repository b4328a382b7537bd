"""Feature extraction for restoring punctuation: named signs, in the clauses on both sides of a mark, for or against a full stop.

`rules/marks.yml` holds the weight of each sign and the words by which it is known; signs without words are measured here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex

from ..core.lines import lines
from ..core.normalize import letters
from ..rules.rulebook import SIGN_PLACES, PunctuationSign

LOOK = 7  # letters of the longest word of any sign
SUBJECTS = frozenset({"next-pronoun", "next-points", "next-its", "next-then", "next-frame", "next-further", "next-so", "next-however"})
NAMED = 3  # clauses of a document that must begin with the same two characters to make these a name
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
    """The place of a destroyed mark: its offset in the text, and the clauses before it (``last``) and behind it (``next``).

    ``left`` is the number of marks from this one on, itself included, up to a certain end of a sentence. ``edge`` holds the
    characters directly before and after the mark.
    """

    at: int
    last: str
    next: str
    left: int
    edge: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The weights of the signs, the words that signal each sign (by place), and the names that recur in the document at hand."""

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

    def sign_at_start(self, place: str, clause: str) -> str:
        """The sign whose word begins a clause; of several the one with the longest word, and empty where there is none."""
        table = self.words[place]
        return next((table[clause[:n]] for n in range(LOOK, 0, -1) if clause[:n] in table), "")

    def sign_at_end(self, clause: str) -> str:
        """The same for the word that ends a clause before the mark."""
        table = self.words["last-ends"]
        return next((table[clause[-n:]] for n in range(LOOK, 0, -1) if clause[-n:] in table), "")

    def is_opener(self, clause: str) -> bool:
        """True for a clause that only opens another: 事实上."""
        return self.words["alone"].get(clause) == "opener"

    def is_label(self, clause: str) -> bool:
        """True for a clause that only names what follows it: 责任编辑."""
        return self.words["alone"].get(clause) == "label"

    def is_frame(self, clause: str) -> bool:
        """True for a clause that only says when, where or on what ground: 在…的情况下."""
        return self.sign_at_start("last-begins", clause) == "last-frame" and self.sign_at_end(clause) == "ends-frame"


def signs(gap: Gap, lexicon: Lexicon) -> Iterator[str]:
    """The names, as in `marks.yml`, of the signs on both sides of a mark."""
    yield "always"
    yield from _signs_of_last(gap.last, lexicon)
    yield from _signs_of_next(gap.next, lexicon)
    yield from _signs_of_both(gap, lexicon)
    yield bucket_sign("left", gap.left, (1, 2, 3))
    before, after = gap.edge
    if after in CLOSERS and after:
        yield "inside-quotation"
    elif before in CLOSERS and before:
        yield "after-quotation"


def _signs_of_last(clause: str, lexicon: Lexicon) -> Iterator[str]:
    yield from filter(None, (lexicon.sign_at_start("last-begins", clause), lexicon.sign_at_end(clause)))
    if lexicon.is_frame(clause):
        yield "last-is-frame"
    if lexicon.is_opener(clause) or len(clause) <= 2:
        yield "last-is-opener"
    if clause.isdigit():
        yield "last-is-number"
    if TIME.match(clause):
        yield "last-is-time"
    if not VERB.search(clause):
        yield "last-without-verb"


def _signs_of_next(clause: str, lexicon: Lexicon) -> Iterator[str]:
    yield from filter(None, (lexicon.sign_at_start("next-begins", clause),))
    yield bucket_sign("next", len(clause), (4, 14, 20, 28))
    if lexicon.is_opener(clause):
        yield "next-is-opener"
    if lexicon.sign_at_end(clause) in ("ends-frame", "ends-saying"):
        yield "next-" + lexicon.sign_at_end(clause)
    if clause.isdigit():
        yield "next-is-number"
    elif TIME.match(clause):
        yield "next-is-time"
    if clause[:2] in lexicon.names:
        yield "next-is-name"


def _signs_of_both(gap: Gap, lexicon: Lexicon) -> Iterator[str]:
    whole = is_whole(gap.last, lexicon) and VERB.search(gap.last)
    yield f"{'whole' if whole else 'part'}-before-{_subject_kind(gap.next, lexicon)}"
    if gap.last[:1] == gap.next[:1]:
        yield "same-first"
    if gap.last[-1:] == gap.next[-1:]:
        yield "same-last"
    if len(gap.last) == len(gap.next):
        yield "same-length"
    if len(_bigrams(gap.last) & _bigrams(gap.next)) > 1:
        yield "same-words"


def _subject_kind(clause: str, lexicon: Lexicon) -> str:
    """Whether a clause has a subject of its own, judged by its beginning: `subject`, `none`, or `unknown`."""
    sign = lexicon.sign_at_start("next-begins", clause)
    if sign:
        return "subject" if sign in SUBJECTS else "none"
    return "subject" if clause[:2] in lexicon.names or TIME.match(clause) or clause[:1].isascii() else "unknown"


def is_whole(clause: str, lexicon: Lexicon) -> bool:
    """True for a clause that could be a sentence, judged by how it begins and ends."""
    start, end = lexicon.sign_at_start("last-begins", clause), lexicon.sign_at_end(clause)
    return len(clause) > 4 and not (lexicon.is_opener(clause) or start in ("last-frame", "last-if") or end in ("ends-frame", "ends-saying"))


def takes_colon(gap: Gap, lexicon: Lexicon) -> bool:
    """True where the mark is a colon: between a speaker and a quotation, before a list, behind a label, in 11：30."""
    end = lexicon.sign_at_end(gap.last)
    if gap.edge[1] in QUOTES and end in ("ends-saying", "ends-is"):
        return True
    return end == "ends-announcing" or lexicon.is_label(gap.last) or bool(COUNTED.search(gap.last)) or _is_ratio(gap)


def _is_ratio(gap: Gap) -> bool:
    """True inside 11：30 and 3：0, but not between a number and a date, nor in a row of numbers."""
    before, after = RATIO
    touching = all(c.isascii() and c.isdigit() for c in gap.edge)
    return touching and not (gap.last.isdigit() or TIME.match(gap.next)) and bool(before.search(gap.last) and after.match(gap.next))


def bucket_sign(name: str, number: int, limits: Sequence[int]) -> str:
    """The sign for the bucket of a number: `letters-to-20`, or `letters-over-75`."""
    return next((f"{name}-to-{limit}" for limit in limits if number <= limit), f"{name}-over-{limits[-1]}")


def _clauses(text: str) -> list[str]:
    return [letters(part) for part in regex.split(r"[，：。！？；…]+", text)]


def _bigrams(clause: str) -> set[str]:
    return {clause[n : n + 2] for n in range(len(clause) - 1)}


def last_letter_offset(text: str) -> int:
    """The offset of the last letter, digit or Han character; -1 where there is none."""
    return next((n for n in range(len(text) - 1, -1, -1) if text[n].isalnum()), -1)
