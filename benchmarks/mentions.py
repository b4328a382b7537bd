"""The cost of finding mentions of terms, by the number of terms and by the length of the text, against a regular expression.

The figures are ratios of one run, not limits. The regular expression is the alternation that one would write without an automaton: all
forms, the longest first, on the same folded text. It checks neither borders nor context, and misses a true form behind a false one.

python benchmarks/mentions.py
"""

from __future__ import annotations

import platform
import random
import re
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from jiaozhu.core.entries import Term  # noqa: E402
from jiaozhu.core.normalize import fold  # noqa: E402
from jiaozhu.facts.term_matching import Matcher  # noqa: E402
from jiaozhu.glossary.terms import load  # noqa: E402

T = TypeVar("T")
NUMBERS = (100, 1_000, 10_000)
COPIES = 8  # how many times as long the long text is
ROUNDS = 3  # of which the best counts


def main() -> None:
    print(f"Python {platform.python_version()}, ahocorasick_rs {version('ahocorasick-rs')}, OpenCC {version('OpenCC')}")
    texts = [line for path in sorted((ROOT / "sources").glob("*.txt")) for line in path.read_text("utf-8").splitlines() if line]
    glossary, _ = load(ROOT / "docs" / "glossary.yml")
    characters = sum(map(len, texts))
    print(f"{characters} characters in {len(texts)} blocks\n")
    print(f"{'terms':>7} {'building':>9} {'finding':>9} {'against 100':>12} {'hits':>6}   {'regex':>9} {'against it':>11}")
    base = 0.0
    for number in NUMBERS:
        terms = [*glossary.terms, *invented(texts, number)][:number]
        building, matcher = timed(lambda terms=terms: Matcher.from_entries(terms))
        finding, hits = timed(lambda matcher=matcher: sum(1 for text in texts for _ in matcher.hits(text)))
        pattern = alternation(terms)
        matching, _ = timed(lambda pattern=pattern: sum(1 for text in texts for _ in pattern.finditer(fold(text))))
        base = base or finding
        print(
            f"{number:>7} {building:7.4f} s {finding:7.4f} s {finding / base:10.2f} × {hits:>6}   "
            f"{matching:7.4f} s {matching / finding:9.2f} ×"
        )
    matcher = Matcher.from_entries(glossary.terms)
    body = "".join(texts)
    short, _ = timed(lambda: list(matcher.hits(body)))
    long, _ = timed(lambda: list(matcher.hits(body * COPIES)))
    print(f"\none text {COPIES} times as long, per character {long / COPIES / short:.2f} ×")


def invented(texts: list[str], number: int) -> list[Term]:
    """Terms that are cut at random from the texts themselves, so that each occurs."""
    dice = random.Random(1)
    forms: dict[str, None] = {}
    while len(forms) < number:
        text = dice.choice(texts)
        start, size = dice.randrange(len(text)), dice.randint(2, 7)
        if len(text[start : start + size]) > 1:
            forms[text[start : start + size]] = None
    return [Term(f"t{n}", form, "", "", "", "", 1) for n, form in enumerate(forms)]


def alternation(terms: list[Term]) -> re.Pattern[str]:
    forms = sorted({fold(form) for term in terms for form in term.forms}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, forms)))


def timed(work: Callable[[], T]) -> tuple[float, T]:
    best, result = float("inf"), None
    for _ in range(ROUNDS):
        start = time.process_time()
        result = work()
        best = min(best, time.process_time() - start)
    assert result is not None
    return best, result


if __name__ == "__main__":
    main()
