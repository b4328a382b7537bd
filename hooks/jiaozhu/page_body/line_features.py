"""Features of the lines of a page, for the model that tells an article's lines from others.

Each line has measures of its own: length, marks, scripts, words of sites, how often its shape comes back. Its neighbours' measures stand
beside them, as means over few and many lines above and below, because an article is a row of like lines.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

import regex

from ..core.lines import Line, is_code, is_han
from ..rules.rulebook import Rulebook
from ..sites.page import BREAKS_OFF, DATES, LABEL, shape

NEIGHBOURS = {"near": 2, "far": 8}  # lines above and below whose means are features
PLACES = ("below-title", "has-title-above", "below-list", "first")
FADING = 16.0  # lines below a title within which it is near
LONG, FEW, SHORT, HEADING = 160, 6, 14, 12  # letters
NUMBERED = regex.compile(r"\d{1,2}[.、)）]|[（(]?[一二三四五六七八九十]{1,3}[、)）.]|第[一二三四五六七八九十\d]+[章节]")
BULLET = regex.compile(r"[-–•·*●◆■>|]")
LINKS = regex.compile(r"[|｜>»→·/_\[\]【】]")
COUNTED = regex.compile(r"(?<!\d)\d+\s*(?:评论|回复|阅读|浏览|赞|跟贴|分钟前|小时前|天前)|(?:评论|回复|阅读|浏览|赞|跟贴)\s*[(（:：]?\s*\d")
WORDS = ("solicitations", "site-notices", "buttons", "footers", "breadcrumbs")


def features(text_lines: Sequence[Line], rulebook: Rulebook) -> list[dict[str, float]]:
    """The features of each line by name. Each lies between 0 and 1."""
    own = _measures(text_lines, rulebook)
    means = {name: _running_sums([measures[name] for measures in own]) for name in (own[0] if own else ()) if name not in PLACES}
    return [{**measures, **dict(_beside(n, means))} for n, measures in enumerate(own)]


def weighted_features(text_lines: Sequence[Line], rulebook: Rulebook) -> list[float]:
    """The sum of the features of each line, each times its weight. The weighted measures of a line are added up before the means over its
    neighbours are taken, once for each reach and side, which takes two thirds of the time of `features`.
    """
    own, weights = _measures(text_lines, rulebook), rulebook.weights
    totals = [sum(weights.get(name, 0.0) * value for name, value in measures.items() if value) for measures in own]
    for reach, lines in NEIGHBOURS.items():
        above, below = (_running_sums(_weighted(own, f"{reach}-{side}-", weights)) for side in ("above", "below"))
        for n in range(len(own)):
            ahead = below[min(len(own), n + 1 + lines)] - below[n + 1]
            totals[n] += (above[n] - above[max(0, n - lines)] + ahead) / lines
    return totals


def _weighted(own: Sequence[Mapping[str, float]], prefix: str, weights: Mapping[str, float]) -> list[float]:
    """The measures of each line, those of its place aside, each times the weight that it has where it is a neighbour's."""
    of_neighbours = {name: weights.get(prefix + name, 0.0) for name in (own[0] if own else ()) if name not in PLACES}
    return [sum(of_neighbours.get(name, 0.0) * value for name, value in measures.items() if value) for measures in own]


def _measures(text_lines: Sequence[Line], rulebook: Rulebook) -> list[dict[str, float]]:
    """What each line measures by itself and by its place on the page."""
    own = [_own(line, rulebook) for line in text_lines]
    shapes = [shape(line.text) for line in text_lines]
    times, cores = Counter(shapes), Counter(line.core for line in text_lines)
    title = text_lines[0].core if text_lines else ""
    for n, (line, measures) in enumerate(zip(text_lines, own, strict=True)):
        measures["again"] = float(cores[line.core] > 1)
        measures["shape-again"] = min(1.0, math.log2(times[shapes[n]]) / 4)
        measures["in-title"] = float(n > 0 and len(line.core) > 4 and line.core in title)
    for measures, place in zip(own, _places(text_lines, own), strict=True):
        measures.update(place)
    return own


def _places(text_lines: Sequence[Line], own: Sequence[Mapping[str, float]]) -> Iterator[dict[str, float]]:
    """Where each line stands: how near below a line that the page's first line repeats, as a title, and whether below a list since."""
    titled: int | None = None
    is_listed = False
    for n, measures in enumerate(own):
        near = 0.0 if titled is None else math.exp((titled - n) / FADING)
        yield {"below-title": near, "has-title-above": float(titled is not None), "below-list": float(is_listed), "first": float(n == 0)}
        if measures["in-title"] and not text_lines[n].prose:
            titled, is_listed = n, False
        elif measures["heads-list"] and len(text_lines[n].core) <= HEADING:
            is_listed = True


def _own(line: Line, rulebook: Rulebook) -> dict[str, float]:
    text, letters = line.text, len(line.core)
    size = max(1, len(text))
    function = rulebook.words.get("function-characters", frozenset())
    return {
        "length": min(letters, LONG) / LONG,
        "few": float(letters <= FEW),
        "short": float(FEW < letters <= SHORT),
        "prose": float(line.prose),
        "sentence": float(text[-1] in "。！？!?”」；…"),
        "comma": float("，" in text),
        "stops": min(3, sum(text.count(mark) for mark in "。！？；")) / 3,
        "function": min(1.0, 3 * sum(c in function for c in text) / size),
        "han": sum(map(is_han, text)) / size,
        "digits": sum(c.isdigit() for c in text) / size,
        "latin": sum(c.isascii() and c.isalpha() for c in text) / size,
        "date": float(bool(DATES.search(text))),
        "links": min(3, len(LINKS.findall(text))) / 3,
        "spaces": min(4, text.count(" ") + text.count("　")) / 4,
        "bullet": float(bool(BULLET.match(text))),
        "numbered": float(bool(NUMBERED.match(text))),
        "label": float(bool(LABEL.match(text))),
        "counted": float(bool(COUNTED.search(text))),
        "breaks-off": float(bool(BREAKS_OFF.search(text))),
        "code": float(is_code(text)),
        "words": float(any(word in text for name in WORDS for word in rulebook.words.get(name, ()))),
        "heads-list": float(any(word in text for word in rulebook.words.get("list-heads", ()))),
    }


def _running_sums(values: Sequence[float]) -> tuple[float, ...]:
    """The running sums of some values, from which the mean of any stretch follows."""
    return (0.0, *accumulate(values))


def _beside(n: int, sums: Mapping[str, tuple[float, ...]]) -> Iterator[tuple[str, float]]:
    """The means of each measure over the lines above and below, by few and by many; where there is no line, 0."""
    for name, running in sums.items():
        last = len(running) - 1
        for reach, lines in NEIGHBOURS.items():
            above, below = max(0, n - lines), min(last, n + 1 + lines)
            yield f"{reach}-above-{name}", (running[n] - running[above]) / lines
            yield f"{reach}-below-{name}", (running[below] - running[n + 1]) / lines
