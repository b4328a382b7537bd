"""Feature extraction for restoring punctuation: what the clauses on both sides of a mark look like, as strings that have weights.

A feature is a key of one or two letters and a value. The values are characters, words, and classes of words, by which clauses begin
and end; lengths; what is repeated; the brackets beside the mark; and of all words only those that ask, join or colour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex
import rjieba

from ...core.normalize import fold

DIGIT = regex.compile("[0-9]")
LENGTHS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 22, 28, 36, 50)
PROGRESS = (6, 12, 18, 24, 30, 36, 44, 52, 62, 75, 95, 120, 160, 220)
BUCKETS: dict[tuple[int, ...], tuple[int, ...]] = {
    limits: tuple(sum(n > limit for limit in limits) for n in range(limits[-1] + 2)) for limits in (LENGTHS, PROGRESS)
}
TELLING = frozenset("ryecduv")  # classes of words that count anywhere: pronouns, particles, conjunctions, adverbs, verbs
NAMED = 3  # clauses of a document that must begin with the same word to make it a subject of the document
RELIABLE = 60  # letters of a sentence beyond which it is longer because a full stop was missed, rather than by the will of its author
SHORT = 5  # letters of a clause that is a feature as a whole
WORDS = 3  # words of a clause whose classes are a feature as a whole


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause without marks: its letters in simplified script with digits as `0`, its words, and their classes as one string."""

    text: str
    words: tuple[str, ...]
    classes: str
    length: int
    telling: tuple[str, ...]

    @classmethod
    def from_letters(cls, letters: str) -> Clause:
        text = DIGIT.sub("0", fold(letters))
        tagged = rjieba.tag(text) if text else []
        words = tuple(word for word, _ in tagged)
        classes = "".join(tag[:1] for _, tag in tagged)
        telling = tuple(dict.fromkeys(word for word, tag in tagged if tag[:1] in TELLING))
        return cls(text, words or ("",), classes or "_", bucket(len(text), LENGTHS), telling)


EMPTY = Clause("", ("",), "_", 0, ())


def bucket(number: int, limits: tuple[int, ...]) -> int:
    return BUCKETS[limits][min(number, limits[-1] + 1)]


def subjects(clauses: Sequence[Clause]) -> frozenset[str]:
    """The words that begin clauses of a document again and again, and are names or nouns."""
    starts = Counter(clause.words[0] for clause in clauses if clause.classes[0] in "nrtsj" and len(clause.words) > 1)
    return frozenset(word for word, times in starts.items() if times >= NAMED and len(word) > 1)


def gap_features(clauses: Sequence[Clause], n: int, edge: str, named: frozenset[str]) -> list[str]:
    """The features of the mark behind ``clauses[n]``, the clauses of one paragraph; ``edge`` is what stands beside it, and how deep."""
    last = clauses[n]
    behind = clauses[n + 1] if n + 1 < len(clauses) else EMPTY
    before, beyond = clauses[n - 1] if n else EMPTY, clauses[n + 2] if n + 2 < len(clauses) else EMPTY
    a, b, aw, bw, ac, bc = last.text, behind.text, last.words, behind.words, last.classes, behind.classes
    x, y, f, g, al, bl = aw[-1], bw[0], aw[0], bw[-1], last.length, behind.length
    left = len(clauses) - n - 1
    final = "E" if not b else "I"
    features = [
        "0" + final,
        f"a1{a[-1:]}", f"a2{a[-2:]}", f"a3{a[-3:]}", f"a4{a[-4:]}", f"ap{a[:1]}", f"aq{a[:2]}", f"ar{a[:3]}",
        f"aw{x}", f"ax{' '.join(aw[-2:])}", f"af{f}", f"ag{' '.join(aw[:2])}", f"ac{ac[-1]}", f"ad{ac[-2:]}", f"ae{ac[-3:]}", f"ah{ac[:2]}",
        f"al{al}", f"b1{b[:1]}", f"b2{b[:2]}", f"b3{b[:3]}", f"b4{b[:4]}", f"bz{b[-1:]}", f"by{b[-2:]}",
        f"bw{y}", f"bx{' '.join(bw[:2])}", f"bg{g}", f"bc{bc[0]}", f"bd{bc[:2]}", f"be{bc[:3]}", f"bl{bl}", f"bm{bc[-2:]}",
        f"c1{beyond.words[0]}", f"c2{beyond.classes[:2]}", f"c3{beyond.length}",
        f"d1{before.words[-1]}", f"d2{before.words[0]}", f"d3{before.length}",
        f"e1{a[-1:]}{b[:1]}", f"e2{x} {y}", f"e3{f} {y}", f"e4{ac[-1]}{bc[0]}", f"e5{ac[-2:]} {bc[:2]}", f"e6{al} {bl}", f"e7{y} {al}",
        f"e8{f} {al}", f"e9{y} {bl}", f"ea{bc[:2]} {al}", f"eb{ac[0]}{bc[0]}", f"ec{ac[-1]} {bc[:2]} {al}", f"ed{x} {al}",
        f"ee{bc[:2]} {bl} {al}", f"ef{x} {bl}", f"eg{ac[:1]}{ac[-1]}{bc[:1]}{bc[-1]}", f"eh{f} {x}",
        f"g1{edge}", f"g2{edge}{a[-1:]}", f"g3{edge}{final}", f"g4{edge}{y}", f"h1{left if left < 4 else 4}", f"h2{n if n < 4 else 4}",
        f"h3{left if left < 3 else 3}{bl}",
    ]  # fmt: skip
    features += [f"t{final}{word}" for word in last.telling]
    features += [f"u{word}" for word in behind.telling]
    if len(a) <= SHORT:
        features.append(f"wa{a}")
    if len(b) <= SHORT:
        features.append(f"wb{b}")
    if len(ac) <= WORDS:
        features.append(f"wc{ac} {bc[:3]}")
        if len(bc) <= WORDS:
            features.append(f"wd{ac} {bc}")
    if not b:
        features += [f"E1{a[-1:]}", f"E2{a[-2:]}", f"E3{f}", f"E4{al}{n if n < 3 else 3}"]
    features += _repeated(last, behind, before, named)
    return features


def _repeated(last: Clause, behind: Clause, before: Clause, named: frozenset[str]) -> Iterator[str]:
    a, b = last.text, behind.text
    if a[:1] == b[:1]:
        yield "r1" + str(a[:2] == b[:2])
    if a[-1:] == b[-1:]:
        yield "r2" + str(a[-2:] == b[-2:])
    if len(a) == len(b):
        yield f"r3{last.length}"
    if before.text and len(before.text) == len(a):
        yield "r4"
    if b and last.classes[-3:] == behind.classes[-3:]:
        yield f"r5{last.length}"
    if b and last.classes == behind.classes:
        yield "r6"
    common = len({*last.words} & {*behind.words})
    if common:
        yield f"r7{min(common, 3)}"
    if behind.words[0] in named:
        yield "n1" + ("s" if last.words[0] in named else "")
        yield f"n2{last.length}"
    if last.words[0] in named:
        yield "n3"


def progress_features(clauses: Sequence[Clause], n: int, begin: int, before: str) -> list[str]:
    """The features that depend on the marks before: the sentence began with ``clauses[begin]``; ``before`` are the last two marks."""
    behind = clauses[n + 1] if n + 1 < len(clauses) else EMPTY
    letters = bucket(min(RELIABLE, sum(len(clause.text) for clause in clauses[begin : n + 1])), PROGRESS)
    rest = bucket(sum(len(clause.text) for clause in clauses[n + 1 :]), PROGRESS)
    count, y, first, c = min(n - begin, 6), behind.words[0], clauses[begin].words[0], behind.classes[0]
    m = before[-1:]
    return [
        f"p1{letters}", f"p2{count}", f"p3{letters} {count}", f"p4{m}", f"p5{before}", f"p6{m}{clauses[n].length}",
        f"p7{m}{clauses[n].length} {behind.length}", f"p8{first} {y}", f"p9{letters} {y}", f"pa{letters} {behind.classes[:2]}",
        f"pb{first} {count}", f"pc{letters} {behind.length}", f"pd{m}{clauses[n].words[0]}", f"pe{m}{c}{clauses[n].classes[-1]}",
        f"pf{m} {y}", f"pg{count} {y}", f"ph{first} {letters}",
        f"pi{letters} {rest}", f"pj{letters} {min(begin, 3)}", f"pk{rest}", f"pl{letters} {min(len(clauses) - n - 1, 6)}",
        f"pm{letters} {clauses[n].length}", f"pn{letters} {clauses[n].classes[-1]}{c}",
    ]  # fmt: skip
