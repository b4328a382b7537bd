"""The model by which punctuation is restored: a maximum-entropy Markov model over the marks of a paragraph.

The probability of a mark depends on the clauses around it and on the marks before it, of which the current sentence and the last two
count. The weights are data: `rules/punctuation_weights.txt`, written by `benchmarks/punctuation_training.py`. Each line is a feature, a
tab, and one character for each mark, whose code point less ZERO is the weight in units of 1 / SCALE.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat

from ...package_data import data_path
from .mark_features import Clause, gap_features, progress_features

MARKS = "，。、：；？！"
ENDS = frozenset("。？！")  # marks that end a sentence
WEIGHTS = data_path("rules") / "punctuation_weights.txt"
ZERO, SCALE = 80, 24  # of the weights in the file
LANE = 20  # bits for the weight of one mark, so that one addition of integers adds the weights of all marks
HALF, MASK = 1 << (LANE - 1), (1 << LANE) - 1
BIAS = sum(HALF << LANE * n for n in range(len(MARKS)))
HISTORIES = 6  # histories of a paragraph that are kept, the likeliest
START = "^"  # what stands for the mark before the first

Weights = Mapping[str, int]  # of each feature, the weights of all marks in one number
Distribution = tuple[float, ...]  # the probability of each of MARKS
History = tuple[int, str]  # the clause with which the current sentence began, and the last two marks


@dataclass(frozen=True, slots=True)
class Blank:
    """A place for a mark: the characters beside it (`mark_features`), and the marks that may stand there."""

    edge: str
    candidates: str = MARKS


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights, read once: only texts with destroyed punctuation need them."""
    rows = (line.rpartition("\t") for line in WEIGHTS.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {feature: packed(ord(code) - ZERO for code in codes) for feature, _, codes in rows}


def packed(values: Iterable[int]) -> int:
    return sum(value << LANE * n for n, value in enumerate(values))


def distributions(
    paragraph: Sequence[Clause], blanks: Sequence[Blank], named: Collection[str], table: Weights | None = None
) -> list[Distribution]:
    """For each blank of a paragraph, the one behind each clause, the probability of each mark, summed over all likely histories."""
    table = weights() if table is None else table
    histories: dict[History, float] = {(0, START): 1.0}
    result = []
    for n, blank in enumerate(blanks):
        local = _total(gap_features(paragraph, n, blank.edge, frozenset(named)), table)
        allowed = [k for k, mark in enumerate(MARKS) if mark in blank.candidates]
        marginal = [0.0] * len(MARKS)
        extended: dict[History, float] = {}
        for (begin, before), share in histories.items():
            total = local + _total(progress_features(paragraph, n, begin, before), table) + BIAS
            for k, chance in zip(allowed, _softmax([total >> LANE * k & MASK for k in allowed]), strict=True):
                marginal[k] += share * chance
                history = (n + 1 if MARKS[k] in ENDS else begin, (before + MARKS[k])[-2:])
                extended[history] = extended.get(history, 0.0) + share * chance
        likeliest = sorted(extended.items(), key=lambda item: (-item[1], item[0]))[:HISTORIES]
        kept = sum(share for _, share in likeliest)
        histories = {history: share / kept for history, share in likeliest}
        result.append(tuple(marginal))
    return result


def _total(features: Iterable[str], table: Weights) -> int:
    return sum(map(table.get, features, repeat(0)))


def _softmax(scores: Sequence[int]) -> list[float]:
    top = max(scores)
    powers = [math.exp((score - top) / SCALE) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]
