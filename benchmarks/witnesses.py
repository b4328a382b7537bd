"""The cost of finding the sources that are one article, among 40, 400 and 4,000: per article, and against the smallest number.

It also prints how many of the generated copies and excerpts are found; articles that only share a passage are neither (see
passages.py). It prints ratios of one run, and sets no limits.

python benchmarks/witnesses.py
"""

from __future__ import annotations

import random
import sys
import time
import tracemalloc
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from jiaozhu.core.model import Block, Edition, Heading, Source  # noqa: E402
from jiaozhu.core.reading import Reading, Span  # noqa: E402
from jiaozhu.corpus.same_article import same_article_groups  # noqa: E402
from jiaozhu.facts.same_article_sketch import letters_of, sketch_of  # noqa: E402

SIZES = (40, 400, 4000)
WORDS, ARTICLE, PASSAGE = 8000, (150, 900), 50  # words of the language, of an article, of a passage that two articles share
EDITS = 0.01  # the share of words that a reprint changes


@dataclass(frozen=True, slots=True)
class Collection:
    """Articles, and the pairs of them that were generated as an article and its copy, or its excerpt."""

    editions: dict[str, Edition]
    copies: tuple[tuple[str, str], ...]
    excerpts: tuple[tuple[str, str], ...]


def main() -> None:
    base = [0.0, 0.0]
    for size in SIZES:
        collection = generated(size, random.Random(size))
        start = time.perf_counter()
        summaries = [sketch_of(edition) for edition in collection.editions.values()]
        summarized = time.perf_counter() - start
        start = time.perf_counter()
        groups = same_article_groups(summaries, lambda ident: letters_of(collection.editions[ident]))  # noqa: B023
        grouped = time.perf_counter() - start
        tracemalloc.start()
        same_article_groups(summaries, lambda ident: letters_of(collection.editions[ident]))  # noqa: B023
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        base = [a or b for a, b in zip(base, (summarized / size, grouped / size), strict=True)]
        print(f"{size:>5} summaries  {summarized:8.3f} s {summarized / size / base[0]:6.2f} ×")
        cost = f"{grouped:8.3f} s {grouped / size / base[1]:6.2f} ×   {peak / 2**20:6.1f} MB"
        print(f"{size:>5} groups     {cost}   {recall(collection, groups)}")


def generated(size: int, chance: random.Random) -> Collection:
    """So many articles: a tenth are copies, a twentieth excerpts, and a twentieth have a passage of another."""
    language = ["".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(chance.choice((1, 2, 2, 2, 3)))) for _ in range(WORDS)]
    weights = [1 / (n + 10) for n in range(WORDS)]
    texts: dict[str, list[str]] = {}
    pairs: dict[str, list[tuple[str, str]]] = {"copy": [], "excerpt": [], "passage": []}
    for n in range(size):
        words = chance.choices(language, weights, k=chance.randint(*ARTICLE))
        kind = chance.choices(("new", "copy", "excerpt", "passage"), (16, 2, 1, 1))[0] if n > 10 else "new"
        if kind != "new":
            other = chance.choice([ident for ident in texts if ident.startswith("new")])
            words = related(kind, words, texts[other], language, chance)
            pairs[kind].append((other, f"{kind}{n}"))
        texts[f"{kind}{n}"] = words
    editions = {ident: edition(ident, words) for ident, words in texts.items()}
    return Collection(editions, tuple(pairs["copy"]), tuple(pairs["excerpt"]))


def related(kind: str, words: list[str], other: list[str], language: list[str], chance: random.Random) -> list[str]:
    """The words of a copy or an excerpt of the ``other`` article, or these words with a passage of it."""
    if kind == "copy":
        return [chance.choice(language) if chance.random() < EDITS else word for word in other]
    if kind == "excerpt":
        return other[: len(other) // 2]
    start = chance.randrange(len(other) - PASSAGE)
    return [*words[:20], *other[start : start + PASSAGE], *words[20:]]


def edition(ident: str, words: list[str]) -> Edition:
    text = "".join(words)
    source = Source(ident, f"sources/{ident}.txt", text, "", "utf-8", "")
    return Edition(source, Heading(), Reading.unchanged(text), (Block("b", "paragraph", text, Span(0, len(text))),))


def recall(collection: Collection, groups: tuple[tuple[str, ...], ...]) -> str:
    """How many of the copies and excerpts are in the group of their article, and how many groups hold several articles."""
    group = {ident: n for n, ids in enumerate(groups) for ident in ids}
    counts = [
        f"{name} {sum(a in group and group[a] == group.get(b) for a, b in pairs)}/{len(pairs)}"
        for name, pairs in (("copies", collection.copies), ("excerpts", collection.excerpts))
    ]
    wrong = sum(len({root(collection, ident) for ident in ids}) > 1 for ids in groups)
    return f"{', '.join(counts)}, groups that should not be {wrong}"


def root(collection: Collection, ident: str) -> str:
    """The article from which a copy or an excerpt was generated."""
    return next((other for other, own in (*collection.copies, *collection.excerpts) if own == ident), ident)


if __name__ == "__main__":
    main()
