"""The model of the lines of a page: its training, and its precision and recall on sites that it was not trained on.

    python benchmarks/line_model.py DOCUMENTS.json [--write]

DOCUMENTS.json is a list of pages as text: `{"set": …, "site": …, "lines": […], "labels": […]}`, where a label is 1 for a line of the
article, 0 for another, and -1 for one that counts for neither. Pages of the set `prose` are whole articles. Each site is judged by a
model of all the other sites; the figures are means over pages, of letters. `--write` trains on all and writes `hooks/rules/signals.yml`.

The model is logistic regression with a ridge penalty, fitted by Newton's method; each page counts alike within its set. Needs numpy.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from _training import training_arguments, write_weights

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "hooks"))

from jiaozhu.build.index_stages import load_rules  # noqa: E402
from jiaozhu.core.lines import Line, lines  # noqa: E402
from jiaozhu.page_body.line_features import features  # noqa: E402
from jiaozhu.page_body.region import find_region  # noqa: E402
from jiaozhu.project import RULES  # noqa: E402
from jiaozhu.rules.rulebook import Rulebook  # noqa: E402

PENALTY, ROUNDS = 3.0, 12
SHARES = {"page": 1.0, "corpus": 1.0, "folder": 0.15, "invented": 0.1, "prose": 0.1}  # what a page of each set counts
OUTPUT = RULES / "signals.yml"
HEAD = (
    "# The weights of the model of the lines of a page, by benchmarks/line_model.py: log odds of a line of an article.",
    "# `near-` and `far-` are means over the 2 and the 8 lines above and below.",
)
np: Any = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its labels, and the features of its lines as rows of numbers."""

    set: str
    site: str
    lines: tuple[Line, ...]
    labels: tuple[int, ...]
    rows: Any


def main() -> None:
    global np
    arguments = training_arguments(__doc__)
    np = import_module("numpy")
    rulebook, _ = load_rules(HERE.parent / RULES)
    names, pages = read(json.loads(arguments.documents.read_text("utf-8")), rulebook)
    if arguments.write:
        write_weights(HERE.parent / OUTPUT, HEAD, zip(names, fit(pages), strict=True))
    scores: defaultdict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for site in sorted({page.site for page in pages}):
        weights = fit([page for page in pages if page.site != site])
        model = replace(rulebook, weights=named(names, weights))
        for page in pages:
            if page.site == site:
                scores[page.set].append(score(page, model))
    for name, own in scores.items():
        precision, recall, f1 = np.mean(own, axis=0)
        print(f"{name:10} {len(own):5} pages  P {precision:.4f}  R {recall:.4f}  F {f1:.4f}  least R {min(r for _, r, _ in own):.3f}")


def read(documents: Sequence[dict[str, Any]], rulebook: Rulebook) -> tuple[list[str], list[Page]]:
    names: list[str] = []
    pages = []
    for document in documents:
        text_lines = lines("\n".join(document["lines"]))
        rows = features(text_lines, rulebook)
        names = names or ["always", *rows[0]]
        matrix = np.array([[1.0, *row.values()] for row in rows])
        pages.append(Page(document["set"], document["site"], text_lines, tuple(document["labels"]), matrix))
    return names, pages


def fit(pages: Sequence[Page]) -> Any:
    """The weights that fit the pages best."""
    chosen = [np.array(page.labels) >= 0 for page in pages]
    rows = np.concatenate([page.rows[own] for page, own in zip(pages, chosen, strict=True)])
    labels = np.concatenate([np.array(page.labels)[own] for page, own in zip(pages, chosen, strict=True)])
    counts = np.concatenate([importance(page)[own] for page, own in zip(pages, chosen, strict=True)])
    weights = np.zeros(rows.shape[1])
    ridge = PENALTY * np.eye(rows.shape[1])
    ridge[0, 0] = 0.0
    for _ in range(ROUNDS):
        odds = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        gradient = rows.T @ (counts * (labels - odds)) - ridge @ weights
        curvature = (rows * (counts * odds * (1 - odds) + 1e-9)[:, None]).T @ rows + ridge
        weights = weights + np.linalg.solve(curvature, gradient)
    return weights


def importance(page: Page) -> Any:
    """What each line counts: more where it is long, and all lines of a page together as much as those of any other of its set."""
    sizes = np.sqrt(np.array([len(line.core) for line in page.lines]) + 4.0)
    return 100 * SHARES[page.set] * sizes / sizes.sum()


def named(names: Sequence[str], weights: Any) -> dict[str, float]:
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def score(page: Page, rulebook: Rulebook) -> tuple[float, float, float]:
    """Precision, recall and F1 of the region, in letters."""
    region = find_region(page.lines, rulebook)
    kept = right = expected = 0
    for n, (line, label) in enumerate(zip(page.lines, page.labels, strict=True)):
        inside = region.start <= n < region.end
        kept += len(line.core) * (inside and label >= 0)
        right += len(line.core) * (inside and label == 1)
        expected += len(line.core) * (label == 1)
    precision, recall = right / max(1, kept), right / max(1, expected)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


if __name__ == "__main__":
    main()
