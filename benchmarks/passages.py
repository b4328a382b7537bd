"""The cost of finding shared passages among 200, 1,000 and 10,000 articles, per article and relative to the smallest number.

Also recall and precision, in letters, for planted copies, reorderings and light edits. Set phrases, lists and sentences that everybody
quotes are strewn in; passages of these count against precision.

python benchmarks/passages.py [size …]
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, combinations
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from jiaozhu.core.model import Block, Edition, Heading, Passage, Source  # noqa: E402
from jiaozhu.core.normalize import nfkc_letters  # noqa: E402
from jiaozhu.core.reading import Reading, Span  # noqa: E402
from jiaozhu.corpus.shared_passages import shared_passages  # noqa: E402
from jiaozhu.facts.passage_fingerprints import fingerprints  # noqa: E402

SIZES = (200, 1000, 10000)
WORDS, PARAGRAPHS, SENTENCES, CLAUSE = 8000, (5, 9), (2, 5), (4, 9)  # of the language; per article, per paragraph, per clause
KINDS = ("copy", "order", "edit", "heavy")  # letter for letter; sentences in another order; a word in 40 letters; a word in 16
PLANTED = 0.2  # the share of articles that have a part of another's paragraph
STREWN = 0.3  # the share of articles with a sentence and a list of everybody
LISTED = "、".join(("绿茶", "红茶", "白茶", "黄茶", "乌龙茶", "普洱茶", "茉莉花茶", "六堡茶", "老白茶", "安化黑茶"))
PlantKey = tuple[str, str, str]  # the kind of a planted text, the article that it comes from, and the one that it goes to


@dataclass(frozen=True, slots=True)
class World:
    """Articles, and the planted texts: the kind, both articles, and the runs of letters that stand in both."""

    editions: tuple[Edition, ...]
    planted: dict[PlantKey, tuple[str, ...]]


def main() -> None:
    base: float | None = None
    for size in [int(word) for word in sys.argv[1:]] or SIZES:
        articles = world(size, random.Random(size))
        start = time.process_time()
        editions = tuple(replace(e, prints=fingerprints(e.blocks)) for e in articles.editions)
        fingerprinting = time.process_time() - start
        before = peak()
        start = time.process_time()
        passages = shared_passages(editions)
        finding = time.process_time() - start
        base = base or finding / size
        cost = f"fingerprints {fingerprinting:7.2f} s   passages {finding:7.2f} s {finding / size / base:5.2f} ×"
        print(f"{size:>6} {cost}   {peak() - before:6.0f} MB more")
        print(f"       {quality(articles, passages)}")


def peak() -> float:
    """The most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def world(size: int, chance: random.Random) -> World:
    """Articles of an artificial language whose words follow Zipf's law; most are new, some contain a part of an earlier one."""
    language = ["".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(chance.choice((1, 2, 2, 2, 3)))) for _ in range(WORDS)]
    weights = list(accumulate(1 / (n + 10) for n in range(WORDS)))
    common_sentence = sentence(language, weights, chance)
    own: dict[str, list[list[str]]] = {}  # only an article's own text is planted elsewhere, so that no third one has it too
    editions: list[Edition] = []
    planted: dict[PlantKey, tuple[str, ...]] = {}
    for n in range(size):
        ident = f"a{n:05}"
        text = [
            [sentence(language, weights, chance) for _ in range(chance.randint(*SENTENCES))] for _ in range(chance.randint(*PARAGRAPHS))
        ]
        own[ident] = [list(paragraph) for paragraph in text]
        if chance.random() < STREWN:
            text[chance.randrange(len(text))] += [common_sentence, f"{LISTED}。"]
        if n and chance.random() < PLANTED:
            kind, other = chance.choice(KINDS), f"a{chance.randrange(n):05}"
            longest = max(own[other], key=lambda p: len("".join(p)))[:3]
            paragraph, runs = changed(kind, longest, language, chance)
            text.insert(chance.randrange(len(text)), paragraph)
            planted[kind, other, ident] = runs
        editions.append(edition(ident, text))
    return World(tuple(editions), planted)


def sentence(language: Sequence[str], weights: Sequence[float], chance: random.Random) -> str:
    clauses = ["".join(chance.choices(language, cum_weights=weights, k=chance.randint(*CLAUSE))) for _ in range(chance.randint(2, 4))]
    return "，".join(clauses) + "。"


def changed(kind: str, sentences: list[str], language: Sequence[str], chance: random.Random) -> tuple[list[str], tuple[str, ...]]:
    """The sentences as they are planted, and the runs of letters in them that should be found."""
    if kind == "copy":
        return sentences, (nfkc_letters("".join(sentences)),)
    if kind == "order":
        return sentences[::-1], tuple(nfkc_letters(sentence) for sentence in sentences[::-1])
    step = 40 if kind == "edit" else 16
    text = "".join(sentences)
    for at in range(step // 2, len(text) - 2, step):
        text = text[:at] + chance.choice(language)[:2].ljust(2, "也") + text[at + 2 :]
    return [text], (nfkc_letters(text),)


def edition(ident: str, paragraphs: Sequence[Sequence[str]]) -> Edition:
    texts = ["".join(p) for p in paragraphs]
    blocks = tuple(Block(f"b{n}", "paragraph", text, Span(0, len(text))) for n, text in enumerate(texts))
    return Edition(Source(ident, f"sources/{ident}.txt", "", "", "utf-8", ""), Heading(), Reading.unchanged(""), blocks)


def quality(articles: World, passages: Sequence[Passage]) -> str:
    """The recall of each kind and the precision, both in letters."""
    texts = {(e.source.id, b.id): b.text for e in articles.editions for b in e.blocks}
    reported: dict[tuple[str, str], list[str]] = {}
    for p in passages:
        reported.setdefault((p.one.article, p.other.article), []).append(
            nfkc_letters(p.other.span.slice(texts[p.other.article, p.other.block]))
        )
    planted, matched = Counter[str](), Counter[str]()
    for (kind, one, other), runs in articles.planted.items():
        planted[kind] += sum(map(len, runs))
        matched[kind] += sum(max((common(run, text) for text in reported.get((one, other), ())), default=0) for run in runs)
    pairs = {(one, other): runs for (_, one, other), runs in articles.planted.items()}
    children: dict[str, list[str]] = {}
    for one, other in pairs:
        children.setdefault(one, []).append(other)
    pairs |= {(a, b): pairs[one, b] for one, others in children.items() for a, b in combinations(others, 2)}  # both from a third
    total = sum(len(text) for stretches in reported.values() for text in stretches)
    matches = (
        max((common(run, text) for run in pairs.get(pair, ())), default=0) for pair, stretches in reported.items() for text in stretches
    )
    right = sum(matches)
    recall = "  ".join(f"{kind} {matched[kind] / planted[kind]:.3f}" for kind in KINDS if planted[kind])
    return f"recall {recall}   precision {right / max(1, total):.3f} of {total} letters in {len(passages)} passages"


def common(one: str, other: str) -> int:
    """The letters that two stretches have in common, where one contains the other or overlaps it."""
    return sum(length for length in _overlaps(one, other))


def _overlaps(one: str, other: str) -> Iterator[int]:
    if one in other or other in one:
        yield min(len(one), len(other))
        return
    yield max((n for n in range(min(len(one), len(other)), 0, -1) if one[-n:] == other[:n] or other[-n:] == one[:n]), default=0)


if __name__ == "__main__":
    main()
