"""The model that chooses the title of a page: its training, and how often it is right on sites that it was not trained on.

    python benchmarks/title_model.py DOCUMENTS.json [--write]

DOCUMENTS.json is a list of pages as text: `{"set": …, "site": …, "text": …, "title": …}`; pages of the sets `prose` and `case` are texts
without the frame of a page. A line is right that is the title, or where there is none, one that has it. The sites are divided into eight
parts, and each is judged by a model of the others. `--write` trains on all and writes `hooks/rules/title_signals.yml`.

The model is a conditional logit: the lines above an article choose one among themselves. It is fitted by Newton's method with a ridge
penalty, where several lines are right by the odds that they have among themselves (expectation-maximization). A page of a site with many
counts less. Needs numpy.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from _training import training_arguments, write_weights

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "hooks"))

from jiaozhu.build.index_stages import load_rules  # noqa: E402
from jiaozhu.cleaning.titles.title_choice import first_paragraph  # noqa: E402
from jiaozhu.core.lines import lines  # noqa: E402
from jiaozhu.core.normalize import caseless_letters  # noqa: E402
from jiaozhu.project import RULES  # noqa: E402
from jiaozhu.rules.rulebook import Rulebook  # noqa: E402
from jiaozhu.sites.title_model import Head, candidates, features  # noqa: E402

PENALTY, ROUNDS, PARTS = 1.0, 30, 8
PAGES, PLAIN = 10, 0.5  # the pages of a site that count as one each; what a text without a frame counts
OUTPUT = RULES / "title_signals.yml"
HEAD = ("# The weights of the model that chooses the title of a page among the lines above its article, by benchmarks/title_model.py.",)
np: Any = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page, the features of the lines that may be its title as rows of numbers, and which of them are right."""

    set: str
    site: str
    rows: Any
    right: Any


def main() -> None:
    global np
    arguments = training_arguments(__doc__)
    np = import_module("numpy")
    rulebook, _ = load_rules(HERE.parent / RULES)
    names, pages = read(json.loads(arguments.documents.read_text("utf-8")), rulebook)
    if arguments.write:
        write_weights(HERE.parent / OUTPUT, HEAD, zip(names, fit(pages), strict=True))
    sites = sorted({page.site for page in pages})
    random.Random(1).shuffle(sites)
    results: defaultdict[str, list[bool]] = defaultdict(list)
    for part in (set(sites[n::PARTS]) for n in range(PARTS)):
        weights = fit([page for page in pages if page.site not in part])
        for page in pages:
            if page.site in part:
                results[page.set].append(bool(page.right[np.argmax(page.rows @ weights)]))
    for name, own in results.items():
        print(f"{name:12} {len(own):5} pages  {sum(own) / len(own):.3f} right")


def read(documents: Sequence[dict[str, Any]], rulebook: Rulebook) -> tuple[list[str], list[Page]]:
    names: list[str] = []
    pages = []
    for document in documents:
        text_lines = lines(document["text"])
        head = Head(text_lines, first_paragraph(text_lines, rulebook))
        title = caseless_letters(document["title"] or "")
        numbers = candidates(head)
        if not numbers:  # then it is not for the model to choose
            continue
        rows = [features(head, n) for n in numbers]
        names = names or [*rows[0]]
        equal = [head.lines[n].core == title for n in numbers]
        right = equal if any(equal) else [bool(title) and title in head.lines[n].core for n in numbers]
        matrix = np.array([[*row.values()] for row in rows])
        pages.append(Page(document["set"], document["site"], matrix, np.array(right, dtype=bool)))
    return names, pages


def fit(pages: Sequence[Page]) -> Any:
    """The weights that fit the pages best."""
    pages = [page for page in pages if page.right.any()]
    counts = Counter(page.site for page in pages)
    width = pages[0].rows.shape[1]
    weights = np.zeros(width)
    for _ in range(ROUNDS):
        gradient, curvature = -PENALTY * weights, PENALTY * np.eye(width)
        for page in pages:
            share = PLAIN if page.set in ("prose", "case") else min(1.0, PAGES / counts[page.site])
            odds = np.exp(page.rows @ weights - (page.rows @ weights).max())
            expected, wanted = odds / odds.sum(), odds * page.right / (odds * page.right).sum()
            mean = page.rows.T @ expected
            gradient = gradient + share * (page.rows.T @ wanted - mean)
            curvature = curvature + share * ((page.rows.T * expected) @ page.rows - np.outer(mean, mean))
        weights = weights + np.linalg.solve(curvature, gradient)
    return weights


if __name__ == "__main__":
    main()
