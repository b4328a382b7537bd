"""Finding the ends of clauses in text without any mark: a maximum-entropy Markov model over the borders of its words.

The probability of an end depends on the words and characters around the border, and on how long the clause has grown. The weights are
data: `rules/punctuation_boundaries.txt`, written by `benchmarks/punctuation_training.py`. Each line is a feature, a tab, and one character,
whose code point less ZERO is the weight in units of 1 / SCALE.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import repeat

import regex
import rjieba

from ...core.normalize import fold
from ...package_data import data_path

WEIGHTS = data_path("rules") / "punctuation_boundaries.txt"
ZERO, SCALE = 80, 16  # of the weights in the file
DIGIT = regex.compile("[0-9]")
GROWN = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 19, 22, 26, 30, 40)  # letters of a clause so far
BUCKETS = tuple(sum(n > limit for limit in GROWN) for n in range(GROWN[-1] + 2))
LIKELY = 0.35  # the probability from which a clause is taken to end; here precision and recall are about the same
HISTORIES = 5  # places of the last end that are kept, the likeliest
EDGE = ("", "")


@lru_cache(maxsize=1)
def weights() -> Mapping[str, int]:
    rows = (line.rpartition("\t") for line in WEIGHTS.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {feature: ord(code) - ZERO for feature, _, code in rows}


def clause_ends(text: str, least: float = LIKELY, table: Mapping[str, int] | None = None) -> list[int]:
    """The offsets in a text without marks where a clause probably ends, but for the end of the text."""
    tagged = words_of(text)
    if sum(len(word) for word, _ in tagged) != len(text):
        return []
    return [at for at, chance in border_chances(tagged, weights() if table is None else table) if chance > least]


def border_chances(tagged: Sequence[tuple[str, str]], table: Mapping[str, int]) -> Iterator[tuple[int, float]]:
    """The offset of each border between two words, and the probability that a clause ends there."""
    at = 0
    for (word, _), chance in zip(tagged[:-1], end_chances(tagged, table), strict=True):
        at += len(word)
        yield at, chance


def words_of(text: str) -> list[tuple[str, str]]:
    """The words of a text and their classes; digits are all `0`."""
    return [(word, tag) for word, tag in rjieba.tag(DIGIT.sub("0", fold(text)))]


def end_chances(tagged: Sequence[tuple[str, str]], table: Mapping[str, int]) -> Iterator[float]:
    """The probability of an end behind each word but the last, summed over the likeliest places of the last end."""
    histories: dict[int, float] = {0: 1.0}
    at = 0
    for n in range(len(tagged) - 1):
        at += len(tagged[n][0])
        local = sum(map(table.get, border_features(tagged, n), repeat(0)))
        marginal = 0.0
        extended: dict[int, float] = {}
        for begin, share in histories.items():
            total = local + sum(map(table.get, growth_features(tagged, n, at - begin), repeat(0)))
            chance = 1 / (1 + math.exp(-total / SCALE))
            marginal += share * chance
            extended[begin] = share * (1 - chance)
        extended[at] = marginal
        likeliest = sorted(extended.items(), key=lambda item: (-item[1], item[0]))[:HISTORIES]
        kept = sum(share for _, share in likeliest)
        histories = {begin: share / kept for begin, share in likeliest}
        yield marginal


def border_features(tagged: Sequence[tuple[str, str]], n: int) -> list[str]:
    """The features of the border behind the word ``n`` that do not depend on other ends."""
    (w, wt), (x, xt) = tagged[n], tagged[n + 1]
    v, vt = tagged[n - 1] if n else EDGE
    y, yt = tagged[n + 2] if n + 2 < len(tagged) else EDGE
    u, ut = tagged[n - 2] if n > 1 else EDGE
    z, zt = tagged[n + 3] if n + 3 < len(tagged) else EDGE
    a, b, c, d, e = wt[:1], xt[:1], vt[:1], yt[:1], ut[:1]
    return [
        "0", f"a{w}", f"b{x}", f"c{w} {x}", f"d{v} {w}", f"e{x} {y}", f"f{v}", f"g{y}", f"h{a}{b}", f"i{c}{a}{b}", f"j{a}{b}{d}",
        f"k{c}{a}{b}{d}", f"l{w} {b}", f"m{a} {x}", f"n{w[-1]}{x[0]}", f"o{w[-1]}{x[:2]}", f"p{w[-2:]}{x[0]}", f"q{c} {w}", f"r{x} {d}",
        f"s{e}{c}{a}{b}", f"t{a}{b}{d}{zt[:1]}", f"u{u}", f"v{z}", f"w{v} {w} {x}", f"x{w} {x} {y}", f"y{len(w)}{len(x)}{a}{b}",
        f"z{wt} {xt}", f"1{w[-1]}", f"2{x[0]}", f"3{c}{a} {x}", f"4{w} {b}{d}", f"5{u} {v} {w}",
    ]  # fmt: skip


def growth_features(tagged: Sequence[tuple[str, str]], n: int, grown: int) -> tuple[str, ...]:
    """The features of the border behind the word ``n`` of a clause that has grown to so many letters."""
    size = BUCKETS[min(grown, GROWN[-1] + 1)]
    (w, wt), (x, xt) = tagged[n], tagged[n + 1]
    return f"A{size}", f"B{size} {x}", f"C{size} {w}", f"D{size} {wt[:1]}{xt[:1]}", f"E{min(grown, 30)}"
