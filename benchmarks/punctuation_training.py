"""Train the two models that restore punctuation, and write their weights into `hooks/rules/`.

python benchmarks/punctuation_training.py FOLDER [--articles 2000] [--border-articles 700]

FOLDER holds sound articles as text, of which nothing but weights is kept. It is split by article (`punctuation_split.py`): only the
first part is trained on. Needs numpy and numba besides the requirements of the project; takes about ten minutes and 3 GB on one core.

Both models are trained by AdaGrad with an L2 penalty on each weight, and with dropout of features, averaged over the later half of the
epochs. The marks before a place are drawn from a first model in most paragraphs, because a model that has only seen true histories
takes its own long sentences for the style of the author, and never ends them (scheduled sampling). Then all but the features of the
most weight are dropped, and the rest is rounded.
"""

from __future__ import annotations

import argparse
import math
import random
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numba
import numpy as np
import regex
from punctuation_split import ROOT, split

from jiaozhu.cleaning.lost_marks import clause_ends as borders
from jiaozhu.cleaning.lost_marks import mark_model as model
from jiaozhu.cleaning.lost_marks.mark_features import gap_features, progress_features
from jiaozhu.cleaning.lost_marks.mark_model import BIAS, ENDS, LANE, MARKS, MASK, START
from jiaozhu.cleaning.lost_marks.mark_places import named_subjects, paragraph
from jiaozhu.core.lines import lines

SEED = 19
EPOCHS, STEP, PENALTY, DROPOUT = 6, 0.05, 30.0, 0.3
TRUE_HISTORY = 0.2  # the share of paragraphs whose marks before a place are the true ones, in the second training
LEAST = 5  # times that a feature must occur
KEPT, BORDERS_KEPT = 125_000, 75_000  # features
BARE = 0.6  # the share of articles that lose their quotation marks and brackets as well, before borders are looked for
BRACKETS = regex.compile(r"[“”‘’「」『』《》【】（）()…—\s]")
RUN = regex.compile(f"[{MARKS}]+")

Row = tuple[int, Sequence[str]]  # the class of a place, and its features


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--border-articles", type=int, default=700)
    options = parser.parse_args()
    training = split(options.folder).training
    draw = random.Random(SEED)
    marks = training[: options.articles]
    first = trained(lambda: mark_rows(marks, draw, None), len(MARKS))
    table = {feature: model.packed(round(float(w) * model.SCALE) for w in row) for feature, row in first.items()}
    second = trained(lambda: mark_rows(marks, draw, table), len(MARKS))
    write(second, model.WEIGHTS, KEPT, model.ZERO, model.SCALE)
    ends = trained(lambda: border_rows(training[: options.border_articles], draw), 2)
    binary = {feature: row[1:] - row[:1] for feature, row in ends.items()}
    write(binary, borders.WEIGHTS, BORDERS_KEPT, borders.ZERO, borders.SCALE)


# -------------------------------------------------------------------------------------------------------------- rows


def mark_rows(paths: Sequence[Path], draw: random.Random, table: model.Weights | None) -> Iterator[Row]:
    """Each mark of the articles, with its features; the marks before it are drawn from a model where there is one."""
    for path in paths:
        paragraphs = [paragraph(line, "", ()) for line in lines(path.read_text("utf-8")) if line.prose]
        named = named_subjects(paragraphs)
        for item in paragraphs:
            begin, before = 0, START
            is_true = table is None or draw.random() < TRUE_HISTORY
            for n, place in enumerate(item.places):
                if not place.stands:
                    continue
                features = gap_features(item.clauses, n, place.blank.edge, named)
                features += progress_features(item.clauses, n, begin, before)
                yield MARKS.index(place.stands[0]), features
                mark = place.stands[0] if is_true or table is None else drawn(features, table, draw)
                begin, before = n + 1 if mark in ENDS else begin, (before + mark)[-2:]


def drawn(features: Sequence[str], table: model.Weights, draw: random.Random) -> str:
    total = sum(table.get(feature, 0) for feature in features) + BIAS
    scores = [total >> LANE * k & MASK for k in range(len(MARKS))]
    return draw.choices(MARKS, [math.exp((score - max(scores)) / model.SCALE) for score in scores])[0]


def border_rows(paths: Sequence[Path], draw: random.Random) -> Iterator[Row]:
    """Each border of two words in the articles without their marks, and whether a mark stood there."""
    for path in paths:
        is_bare = draw.random() < BARE
        for line in lines(path.read_text("utf-8")):
            if line.prose:
                yield from line_borders(BRACKETS.sub("", line.text) if is_bare else line.text)


def line_borders(text: str) -> Iterator[Row]:
    bare, ends = "", set()
    for part in RUN.split(text):
        bare += part
        ends.add(len(bare))
    tagged = borders.words_of(bare)
    at = begin = 0
    for n in range(len(tagged) - 1):
        at += len(tagged[n][0])
        yield int(at in ends), [*borders.border_features(tagged, n), *borders.growth_features(tagged, n, at - begin)]
        begin = at if at in ends else begin


# ---------------------------------------------------------------------------------------------------------- training


def trained(rows: Callable[[], Iterator[Row]], classes: int) -> Mapping[str, np.ndarray]:
    """The weights of each feature that is not rare, the more important ones first."""
    numbers: dict[str, int] = {}
    ids, starts, labels = array("i"), array("q", [0]), array("b")
    for label, features in rows():
        ids.extend(numbers.setdefault(feature, len(numbers)) for feature in features)
        starts.append(len(ids))
        labels.append(label)
    every = np.array(ids)
    times = np.bincount(every)
    kept = times >= LEAST
    mask = kept[every]
    places = np.concatenate([[0], np.cumsum(mask)])[np.array(starts)]
    every = (np.cumsum(kept) - 1)[every[mask]].astype(np.int32)
    times = times[kept]
    weights, squares = np.zeros((len(times), classes), np.float32), np.ones((len(times), classes), np.float32)
    penalties = (PENALTY / times).astype(np.float32)
    order, mean = np.random.default_rng(SEED), np.zeros_like(weights)
    for n in range(EPOCHS):
        rows_in_order = order.permutation(len(labels))
        loss = epoch(every, places, np.array(labels).astype(np.int64), rows_in_order, weights, squares, penalties, SEED + n)
        print(f"epoch {n}: loss {loss:.4f}", flush=True)
        mean += weights * (n >= EPOCHS // 2) / (EPOCHS - EPOCHS // 2)
    mean -= mean.mean(1, keepdims=True)
    names = [name for name, number in numbers.items() if kept[number]]
    importance = np.abs(mean).max(1) * np.sqrt(times)
    return {names[n]: mean[n] for n in np.argsort(-importance, kind="stable")}


@numba.njit(fastmath=False)
def epoch(ids, starts, labels, order, weights, squares, penalties, seed):  # type: ignore[no-untyped-def]
    """One pass of AdaGrad over all rows; the mean loss."""
    np.random.seed(seed)
    classes = weights.shape[1]
    scores, active, loss = np.zeros(classes), np.zeros(4096, np.int64), 0.0
    for row in order:
        count = 0
        for place in range(starts[row], starts[row + 1]):
            if np.random.random() >= DROPOUT:
                active[count] = ids[place]
                count += 1
        scores[:] = 0
        for n in range(count):
            for k in range(classes):
                scores[k] += weights[active[n], k] / (1 - DROPOUT)
        scores = np.exp(scores - scores.max())
        scores /= scores.sum()
        loss -= np.log(scores[labels[row]] + 1e-12)
        scores[labels[row]] -= 1
        for n in range(count):
            feature = active[n]
            for k in range(classes):
                gradient = scores[k] + penalties[feature] * weights[feature, k]
                squares[feature, k] += gradient * gradient
                weights[feature, k] -= STEP * gradient / np.sqrt(squares[feature, k])
    return loss / len(order)


def write(weights: Mapping[str, np.ndarray], path: Path, kept: int, zero: int, scale: int) -> None:
    """Write the most important features, in order of their names, each weight as one character."""
    most = 126 - zero
    rounded = {name: np.clip(np.round(row * scale), -most, most).astype(int) for name, row in list(weights.items())[:kept]}
    rows = [f"{name}\t{''.join(chr(zero + int(w)) for w in row)}" for name, row in sorted(rounded.items()) if row.any()]
    head = f"# Weights of {len(rows)} features for restoring punctuation, made by benchmarks/punctuation_training.py."
    path.write_text("\n".join([head, *rows, ""]), "utf-8")
    print(f"{path.relative_to(ROOT)}: {len(rows)} features, {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
