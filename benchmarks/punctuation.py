"""How well destroyed punctuation is noticed and restored: sound articles are spoiled in several manners, and compared with what they were.

python benchmarks/punctuation.py FOLDER [--part choosing|test] [--articles N]

FOLDER holds sound articles as text, of which the weights have seen only the first part (`punctuation_split.py`). For each manner the
report says in how many articles the damage is noticed; and over all places, the share of right marks, of right ones among commas and
full stops, that of two baselines (commas only; commas, and a full stop at the end of each paragraph), precision, recall and F1 of
each mark, and what is right of the 90 % of places of which the model is most certain.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import regex
from punctuation_split import ROOT, split

from jiaozhu.cleaning import punctuation
from jiaozhu.cleaning.lost_marks.mark_damage import Damage, damage
from jiaozhu.cleaning.lost_marks.mark_model import MARKS
from jiaozhu.core.lines import lines
from jiaozhu.core.reading import Reading
from jiaozhu.editions.pipeline import CLEANING, apply_steps
from jiaozhu.project import RULES
from jiaozhu.rules import load
from jiaozhu.rules.rulebook import Rulebook

ENOUGH = 300  # letters of an article whose damage must be noticed
SEVEN = f"[{MARKS}]+"
MANNERS = {
    "` 。`": (SEVEN, " 。"),
    "`。`": (SEVEN, "。"),
    "` 。` for ，。： alone": ("[，。：]+", " 。"),
    "spaces": (SEVEN, " "),
    "nothing": (SEVEN, ""),
}
KINDS = {" 。": "。", "。": "。", " ": " ", "": ""}


@dataclass(frozen=True)
class Verdict:
    """A place: the mark that was there, the one that is restored, whether it ends its paragraph, and by how much it is likelier."""

    was: str
    put: str
    is_last: bool
    margin: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", choices=["choosing", "test"], default="test")
    parser.add_argument("--articles", type=int, default=200)
    options = parser.parse_args()
    rulebook, _ = load.load(RULES)
    parts = split(options.folder)
    paths = (parts.test if options.part == "test" else parts.choosing)[: options.articles]
    texts = [prepared(path.read_text("utf-8"), rulebook).text for path in paths]
    alarms = [path.name for path, text in zip(paths, texts, strict=True) if damage(Reading.unchanged(text))]
    print(f"{len(texts)} articles of {ROOT.name}; false alarms where marks are sound: {alarms or 'none'}")
    texts = [text for text in texts if sum(len(line.core) for line in lines(text) if line.prose) >= ENOUGH]
    for name, (pattern, put) in MANNERS.items():
        noticed = [damage(prepared(regex.sub(pattern, put, text), rulebook)) for text in texts]
        hits = sum(kind is not None and kind.mark == KINDS[put] for kind in noticed)
        print(f"\n{name}: noticed in {hits} of {len(texts)}")
        started = time.process_time()
        verdicts = [verdict for text in texts for verdict in verdicts_of(text, pattern, put)]
        report(verdicts)
        print(f"  {sum(map(len, texts)) / (time.process_time() - started):,.0f} characters a second")


def prepared(raw: str, rulebook: Rulebook) -> Reading:
    return apply_steps(Reading.unchanged(raw), CLEANING, rulebook)


def verdicts_of(text: str, pattern: str, put: str) -> Iterator[Verdict]:
    """Each place of an article, spoiled and restored; where no mark is left, places that are missed or made up are errors as well."""
    spoiled, truth, last = "", {}, set()
    at = 0
    for match in regex.finditer(pattern, text):
        spoiled += text[at : match.start()]
        truth[len(spoiled)] = match[0][0]
        if text[match.end() : match.end() + 1] in ("\n", ""):
            last.add(len(spoiled))
        spoiled += put.strip() or put
        at = match.end()
    spoiled += text[at:]
    spaces = frozenset(truth) if put == " " else frozenset[int]()
    for place, chances in punctuation.restored(spoiled, Damage(KINDS[put], spaces)):
        was = truth.pop(place.span.start, "")
        best, second = sorted(chances, reverse=True)[:2]
        if was or not put:
            yield Verdict(was, MARKS[chances.index(best)], place.span.start in last, best - second)
    if not put:
        yield from (Verdict(was, "", at in last, 1.0) for at, was in truth.items())


def report(verdicts: Sequence[Verdict]) -> None:
    pair = [v for v in verdicts if v.was in ("，", "。")]
    plain = sum(v.was == "，" for v in pair) / len(pair)
    final = sum(v.was == ("。" if v.is_last else "，") for v in pair) / len(pair)
    print(f"  all {share(verdicts):.4f}, ，。 {share(pair):.4f} (commas only {plain:.4f}; and full stops at ends {final:.4f})")
    certain = sorted(verdicts, key=lambda v: -v.margin)[: round(0.9 * len(verdicts))]
    print(f"  at a refusal of 10 %: all {share(certain):.4f}, ，。 {share([v for v in certain if v.was in ('，', '。')]):.4f}")
    refused = sum(v.margin < punctuation.NEAR for v in verdicts)
    print(f"  refused: {refused / len(verdicts):.3f} of {len(verdicts)} places")
    for mark in MARKS:
        hits = sum(v.was == v.put == mark for v in verdicts)
        precision, recall = hits / max(1, sum(v.put == mark for v in verdicts)), hits / max(1, sum(v.was == mark for v in verdicts))
        print(f"  {mark} {precision:.3f} {recall:.3f} F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}")


def share(verdicts: Sequence[Verdict]) -> float:
    return sum(v.was == v.put for v in verdicts) / max(1, len(verdicts))


if __name__ == "__main__":
    main()
