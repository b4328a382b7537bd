"""How well destroyed punctuation is restored: sound articles are spoiled, restored, and compared with what they were.

python benchmarks/punctuation.py [FOLDER] [--train] [--without NAME,NAME]

FOLDER holds articles as text; the sources of the project are added. This is a leave-one-group-out cross-validation: documents that
share passages form one group, so that no document is restored with weights that have seen it or a relative of it. With --train the
weights in `hooks/rules/marks.yml` are trained again, on all documents.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import regex

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from jiaozhu.cleaning import punctuation  # noqa: E402
from jiaozhu.cleaning.punctuation import COLON, COMMA, STOP  # noqa: E402
from jiaozhu.cleaning.punctuation_evidence import Gap, Lexicon, signs  # noqa: E402
from jiaozhu.core.errors import InputError  # noqa: E402
from jiaozhu.core.lines import Line, lines  # noqa: E402
from jiaozhu.core.normalize import caseless_letters  # noqa: E402
from jiaozhu.core.reading import Reading  # noqa: E402
from jiaozhu.editions.pipeline import CLEANING, apply_steps  # noqa: E402
from jiaozhu.project import RULES  # noqa: E402
from jiaozhu.rules import load  # noqa: E402
from jiaozhu.rules.rulebook import Rulebook  # noqa: E402
from jiaozhu.sources.read import read_source  # noqa: E402

MARKS = RULES / "marks.yml"
BEFORE = tuple(step for step in CLEANING if step is not punctuation.propose)
GRAM, KIN, NEW = 12, 10, 0.5  # letters of a passage; passages that relatives share; the share of new ones in no copy
RIDGE, ROUNDS = 3.0, 6
ENOUGH = 100  # marks from which a spoiled document should be detected

Weights = Mapping[str, float]
Outcome = Counter[tuple[str, str, bool]]  # how often a mark was restored as which, and whether it was the last of its paragraph


@dataclass(frozen=True)
class Document:
    """An article: its lines of prose, and the passages (n-grams of letters) by which it is compared with others."""

    name: str
    ours: bool
    text: str
    prose: tuple[Line, ...]
    passages: frozenset[str]

    @classmethod
    def from_text(cls, name: str, ours: bool, text: str) -> Document:
        prose = tuple(line for line in lines(text) if line.prose)
        letters = "".join(line.core for line in prose)
        return cls(name, ours, text, prose, frozenset(letters[n : n + GRAM] for n in range(len(letters) - GRAM + 1)))


@dataclass(frozen=True)
class Example:
    """A mark of a document: the signs on both sides of it, and whether it ends the sentence."""

    signs: tuple[str, ...]
    ends: bool


def main() -> None:
    options = arguments()
    rulebook, _ = load.load(RULES)
    all_documents = sorted(documents(options, rulebook), key=lambda document: not document.ours)
    sound = originals([d for d in all_documents if punctuation.surviving_mark(Reading.unchanged(d.text), rulebook.signs) is None])
    report_detection(all_documents, sound, rulebook)
    results = {}
    kin = groups(sound)
    for group in kin:
        names = {document.name for document in group}
        weights = trained([document for document in sound if document.name not in names], rulebook)
        results.update({document.name: outcome(document, lexicon(document, rulebook, weights)) for document in group})
    report(sound, results)
    report_gain([sum((results[document.name] for document in group), Outcome()) for group in kin])
    if options.train:
        write(trained(sound, rulebook), sound, rulebook)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="a folder of articles as text")
    parser.add_argument("--train", action="store_true", help="write the weights into hooks/rules/marks.yml")
    parser.add_argument("--without", default="", help="names of documents to leave out, with commas between")
    return parser.parse_args()


# --------------------------------------------------------------------------------------------------------- documents


def documents(options: argparse.Namespace, rulebook: Rulebook) -> Iterator[Document]:
    """The articles of the project and of the folder, as they are before the step that restores marks."""
    folders = [ROOT / "sources", *([options.folder] if options.folder else [])]
    for folder in folders:
        for path in sorted(folder.rglob("*.txt")):
            if path.stem in options.without.split(","):
                continue
            try:
                raw = read_source(path, path.name, None).raw
            except InputError as e:
                print(f"left out: {e}", file=sys.stderr)
                continue
            yield Document.from_text(path.stem, folder == folders[0], apply_steps(Reading.unchanged(raw), BEFORE, rulebook).text)


def originals(candidates: Iterable[Document]) -> list[Document]:
    """The documents without those that are mostly a copy of the ones before."""
    kept: list[Document] = []
    seen: set[str] = set()
    for document in candidates:
        if len(document.passages - seen) >= NEW * max(1, len(document.passages)):
            kept.append(document)
            seen |= document.passages
    return kept


def groups(sound: Sequence[Document]) -> list[list[Document]]:
    """The documents in groups: two that share passages are in one (connected components)."""
    components: list[list[Document]] = []
    for document in sound:
        kin = [group for group in components if any(len(document.passages & other.passages) >= KIN for other in group)]
        merged = [document, *(other for group in kin for other in group)]
        components = [*(group for group in components if group not in kin), merged]
    return components


def spoiled(text: str, mark: str) -> str:
    """The text with this mark in the place of each comma, colon and full stop."""
    return regex.sub(f"[{COMMA}{COLON}{STOP}]", mark, text)


# ---------------------------------------------------------------------------------------------------------- training


def lexicon(document: Document, rulebook: Rulebook, weights: Weights) -> Lexicon:
    """What the step would know of the spoiled document."""
    return replace(Lexicon.from_signs(rulebook.signs, spoiled(document.text, STOP)), weights=weights)


def examples(document: Document, rulebook: Rulebook) -> Iterator[Example]:
    """The marks inside the paragraphs of a document, each with the sentence as it truly stands before it."""
    known = lexicon(document, rulebook, {})
    for line in document.prose:
        for stretch in punctuation.mark_stretches(replace(line, text=spoiled(line.text, STOP)), STOP):
            sentence: list[Gap] = []
            for gap in stretch.gaps:
                sentence.append(gap)
                ends = document.text[gap.at] == STOP
                yield Example((*signs(gap, known), *list(punctuation.progress_signs(sentence, known))[-1]), ends)
                if ends:
                    sentence = []


def trained(sound: Iterable[Document], rulebook: Rulebook) -> Weights:
    """The weights by ridge logistic regression (Newton's method), over the signs that stand in `marks.yml`."""
    names = [name for name, sign in rulebook.signs.items() if sign.where != "alone"]
    place = {name: n for n, name in enumerate(names)}
    rows = [([place[s] for s in e.signs if s in place], e.ends) for document in sound for e in examples(document, rulebook)]
    weights = [0.0] * len(names)
    for _ in range(ROUNDS):
        gradient = [-RIDGE * w for w in weights]
        hessian = [[RIDGE * (n == m) for m in range(len(names))] for n in range(len(names))]
        for row, ends in rows:
            p = 1 / (1 + math.exp(-sum(weights[n] for n in row)))
            for n in row:
                gradient[n] += ends - p
                for m in row:
                    hessian[n][m] += p * (1 - p)
        weights = [w + step for w, step in zip(weights, solved(hessian, gradient), strict=True)]
    return dict(zip(names, weights, strict=True))


def solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a system of linear equations by Gaussian elimination; the matrix is symmetric and positive definite."""
    size = len(right)
    for n in range(size):
        for m in range(n + 1, size):
            if factor := matrix[m][n] / matrix[n][n]:
                matrix[m][n:] = [b - factor * a for a, b in zip(matrix[n][n:], matrix[m][n:], strict=True)]
                right[m] -= factor * right[n]
    solution = [0.0] * size
    for n in reversed(range(size)):
        solution[n] = (right[n] - sum(matrix[n][m] * solution[m] for m in range(n + 1, size))) / matrix[n][n]
    return solution


def write(weights: Weights, sound: Sequence[Document], rulebook: Rulebook) -> None:
    """Put the weights into `marks.yml`, whose words and comments stay as they are."""
    text = MARKS.read_text("utf-8")
    for name, weight in weights.items():
        text = regex.sub(rf"(?m)^({name}:(?: \{{|[^\n]*\n  )weight: )-?[\d.]+", rf"\g<1>{weight + 0:.2f}", text)
    marks = sum(1 for document in sound for _ in examples(document, rulebook))
    header = f"# Made from: {len(sound)} documents, {marks} marks inside paragraphs, {len(weights)} signs."
    MARKS.write_text(regex.sub(r"(?m)^# Made from: .*", header, text), "utf-8")


# --------------------------------------------------------------------------------------------------------- reporting


def outcome(document: Document, known: Lexicon) -> Outcome:
    """The confusion matrix of a document that was spoiled and restored."""
    counts = Outcome()
    for line in document.prose:
        spoiled_line = replace(line, text=spoiled(line.text, STOP))
        for at, put in punctuation.restored_marks(spoiled_line, STOP, known):
            last = not caseless_letters(document.text[at : line.span.end])
            counts[document.text[at], put, last] += 1
    return counts


def report_detection(all_documents: Iterable[Document], sound: Sequence[Document], rulebook: Rulebook) -> None:
    """Print which documents are detected as spoiled: as they are, and after they were spoiled."""
    detected = [d.name for d in all_documents if punctuation.surviving_mark(Reading.unchanged(d.text), rulebook.signs)]
    print(f"detected as they are: {', '.join(detected) or 'none'}")
    long = [d for d in sound if sum(len(regex.findall("[，：。]", line.text)) for line in d.prose) >= ENOUGH]
    for mark, put in ((STOP, " 。"), (STOP, "。"), (COMMA, "，")):
        hits = [punctuation.surviving_mark(Reading.unchanged(spoiled(d.text, put)), rulebook.signs) == mark for d in long]
        print(f"detected when all are {put!r}: {sum(hits)} of {len(hits)} documents with {ENOUGH} marks or more")


def report(sound: Sequence[Document], results: Mapping[str, Outcome]) -> None:
    head = f"{'':<28}{'marks':>6}{'base':>7}{'right':>7}" + "".join(f"   {m} prec. rec.  F1 " for m in (COMMA, STOP, COLON))
    print(head)
    for name, chosen in (
        ("all documents", sound),
        ("articles of the project", [d for d in sound if d.ours]),
        ("the others", [d for d in sound if not d.ours]),
    ):
        counts = sum((results[d.name] for d in chosen), Outcome())
        print(row(name, counts))
        print(row("  inside paragraphs", Outcome({key: n for key, n in counts.items() if not key[2]})))
    for document in sound:
        print(row(document.name, results[document.name]))


def report_gain(parts: Sequence[Outcome]) -> None:
    """Print the gain over the baseline and its standard error: over groups of relatives, because marks of one text are dependent."""
    total = max(1, sum(sum(counts.values()) for counts in parts))
    gain = sum(right(counts) - base(counts) for counts in parts) / total
    spread = sum((right(counts) - base(counts) - gain * sum(counts.values())) ** 2 for counts in parts)
    error = math.sqrt(spread * len(parts) / max(1, len(parts) - 1)) / total
    print(f"better than the baseline by {100 * gain:.1f} points, standard error {100 * error:.1f} over {len(parts)} groups of documents")


def base(counts: Outcome) -> int:
    """The number of right marks under the baseline: commas, and a full stop at the end of each paragraph."""
    return sum(n for (was, _, last), n in counts.items() if was == (STOP if last else COMMA))


def right(counts: Outcome) -> int:
    return sum(n for (was, put, _), n in counts.items() if was == put)


def row(name: str, counts: Outcome) -> str:
    total = max(1, sum(counts.values()))
    cells = "".join(f"    {p:5.2f} {r:5.2f} {f:5.2f}" for p, r, f in (scores(counts, mark) for mark in (COMMA, STOP, COLON)))
    return f"{name[:27]:<28}{total:>6}{base(counts) / total:>7.3f}{right(counts) / total:>7.3f}{cells}"


def scores(counts: Outcome, mark: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of one mark."""
    hits = sum(n for (was, put, _), n in counts.items() if was == put == mark)
    precision = hits / max(1, sum(n for (_, put, _), n in counts.items() if put == mark))
    recall = hits / max(1, sum(n for (was, _, _), n in counts.items() if was == mark))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


if __name__ == "__main__":
    main()
