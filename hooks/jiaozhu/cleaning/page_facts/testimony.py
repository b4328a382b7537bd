"""A testimony of a fact: one place of a page that states it, and how much that place is worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ...core.normalize import caseless_letters

FactName = Literal["date", "author", "outlet", "url"]
SEEN = ("line", "signed", "lead", "signature", "credit")  # with which the names of evidence begin that readers see
CONTESTED = 0.6  # the share of the best value's weight from which another is a second good testimony


@dataclass(frozen=True, slots=True)
class Testimony:
    """A ``value`` of the fact ``name``. ``evidence`` is the kind of its place, which counts once for each value; ``weight`` its worth."""

    name: FactName
    value: str
    evidence: str
    weight: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """The value with the most weight; ``sure`` unless that is little, another value has nearly as much, or readers see another one."""

    value: str
    weight: float
    sure: bool
    evidence: tuple[str, ...]


def weigh(testimonies: Iterable[Testimony], least: float) -> Verdict | None:
    """The verdict on one fact; None without testimonies. Below the weight ``least`` it is not sure. The first of equals wins."""
    values: dict[str, dict[str, float]] = {}
    written: dict[str, Testimony] = {}
    for testimony in testimonies:
        letters = caseless_letters(testimony.value)
        counts = values.setdefault(letters, {})
        counts[testimony.evidence] = max(testimony.weight, counts.get(testimony.evidence, 0.0))
        if letters not in written or testimony.weight > written[letters].weight:
            written[letters] = testimony
    totals = sorted(((sum(counts.values()), letters) for letters, counts in values.items()), key=lambda item: -item[0])
    if not totals:
        return None
    weight, best = totals[0]
    contested = len(totals) > 1 and totals[1][0] >= CONTESTED * weight
    is_seen = {value: any(evidence.startswith(SEEN) for evidence in counts) for value, counts in values.items()}
    contested = contested or (not is_seen[best] and any(is_seen[value] and own >= least for own, value in totals[1:]))
    return Verdict(written[best].value, weight, weight >= least and not contested, tuple(values[best]))
