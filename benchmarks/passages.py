"""What it costs to find the passages that articles share, among 200, 1,000 and 10,000: per article, against the smallest number.

Also how many of the copies, reorderings and light edits that were planted are found, letter by letter, and how much of what is found
was planted. Set phrases, lists and sentences that everybody quotes are strewn in; what is found of them counts against precision.

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

from jiaozhu.cleaning.blocks import Block  # noqa: E402
from jiaozhu.core.model import Edition, Heading, Passage, Source  # noqa: E402
from jiaozhu.core.normalize import nfkc_letters  # noqa: E402
from jiaozhu.core.reading import Reading, Span  # noqa: E402
from jiaozhu.corpus.shared_passages import passages  # noqa: E402
from jiaozhu.facts.fingerprints import fingerprints  # noqa: E402

SIZES = (200, 1000, 10000)
WORDS, PARAGRAPHS, SENTENCES, CLAUSE = 8000, (5, 9), (2, 5), (4, 9)  # of the language; of an article, a paragraph, a clause
KINDS = ("copy", "order", "edit", "heavy")  # letter for letter; sentences in another order; a word in 40 letters; a word in 16
PLANTED = 0.2  # the share of articles that have a part of another's paragraph
STREWN = 0.3  # of articles, that say what everybody says
LISTED = "、".join(("绿茶", "红茶", "白茶", "黄茶", "乌龙茶", "普洱茶", "茉莉花茶", "六堡茶", "老白茶", "安化黑茶"))
Marked = tuple[str, str, str]  # the kind of what was planted, where from, and where to


@dataclass(frozen=True, slots=True)
class World:
    """Articles, and the letters that were planted: of each, the kind, both articles, and the runs that stand in both."""

    editions: tuple[Edition, ...]
    planted: dict[Marked, tuple[str, ...]]


def main() -> None:
    base: float | None = None
    for size in [int(word) for word in sys.argv[1:]] or SIZES:
        made = world(size, random.Random(size))
        start = time.process_time()
        printed = tuple(replace(e, prints=fingerprints(e.blocks)) for e in made.editions)
        told = time.process_time() - start
        before = peak()
        start = time.process_time()
        found = passages(printed)
        took = time.process_time() - start
        base = base or took / size
        print(f"{size:>6} prints {told:7.2f} s   passages {took:7.2f} s {took / size / base:5.2f} ×   {peak() - before:6.0f} MB more")
        print(f"       {measured(made, found)}")


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def world(size: int, chance: random.Random) -> World:
    """So many articles. Words come by Zipf's law, in a language of its own; most are new, some hold a part of an earlier one."""
    language = ["".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(chance.choice((1, 2, 2, 2, 3)))) for _ in range(WORDS)]
    weights = list(accumulate(1 / (n + 10) for n in range(WORDS)))
    everybody = sentence(language, weights, chance)
    own: dict[str, list[list[str]]] = {}  # what is planted elsewhere is an article's own, so that no third one has it too
    editions: list[Edition] = []
    planted: dict[Marked, tuple[str, ...]] = {}
    for n in range(size):
        ident = f"a{n:05}"
        text = [
            [sentence(language, weights, chance) for _ in range(chance.randint(*SENTENCES))] for _ in range(chance.randint(*PARAGRAPHS))
        ]
        own[ident] = [list(paragraph) for paragraph in text]
        if chance.random() < STREWN:
            text[chance.randrange(len(text))] += [everybody, f"{LISTED}。"]
        if n and chance.random() < PLANTED:
            kind, other = chance.choice(KINDS), f"a{chance.randrange(n):05}"
            taken = max(own[other], key=lambda p: len("".join(p)))[:3]
            put, runs = changed(kind, taken, language, chance)
            text.insert(chance.randrange(len(text)), put)
            planted[kind, other, ident] = runs
        editions.append(edition(ident, text))
    return World(tuple(editions), planted)


def sentence(language: Sequence[str], weights: Sequence[float], chance: random.Random) -> str:
    clauses = ["".join(chance.choices(language, cum_weights=weights, k=chance.randint(*CLAUSE))) for _ in range(chance.randint(2, 4))]
    return "，".join(clauses) + "。"


def changed(kind: str, taken: list[str], language: Sequence[str], chance: random.Random) -> tuple[list[str], tuple[str, ...]]:
    """What is planted, and the runs of letters in it that should be found."""
    if kind == "copy":
        return taken, (nfkc_letters("".join(taken)),)
    if kind == "order":
        return taken[::-1], tuple(nfkc_letters(one) for one in taken[::-1])
    step = 40 if kind == "edit" else 16
    text = "".join(taken)
    for at in range(step // 2, len(text) - 2, step):
        text = text[:at] + chance.choice(language)[:2].ljust(2, "也") + text[at + 2 :]
    return [text], (nfkc_letters(text),)


def edition(ident: str, paragraphs: Sequence[Sequence[str]]) -> Edition:
    texts = ["".join(p) for p in paragraphs]
    blocks = tuple(Block(f"b{n}", "paragraph", text, Span(0, len(text))) for n, text in enumerate(texts))
    return Edition(Source(ident, f"sources/{ident}.txt", "", "", "utf-8", ""), Heading(), Reading.unchanged(""), blocks)


def measured(made: World, found: Sequence[Passage]) -> str:
    """Recall of each kind and precision, both in letters."""
    texts = {(e.source.id, b.id): b.text for e in made.editions for b in e.blocks}
    got: dict[tuple[str, str], list[str]] = {}
    for p in found:
        got.setdefault((p.one.article, p.other.article), []).append(nfkc_letters(p.other.span.slice(texts[p.other.article, p.other.block])))
    asked, met = Counter[str](), Counter[str]()
    for (kind, one, other), runs in made.planted.items():
        asked[kind] += sum(map(len, runs))
        met[kind] += sum(max((common(run, g) for g in got.get((one, other), ())), default=0) for run in runs)
    pairs = {(one, other): runs for (_, one, other), runs in made.planted.items()}
    children: dict[str, list[str]] = {}
    for one, other in pairs:
        children.setdefault(one, []).append(other)
    pairs |= {(a, b): pairs[one, b] for one, born in children.items() for a, b in combinations(born, 2)}  # both have it from a third
    all_ = sum(len(g) for some in got.values() for g in some)
    right = sum(max((common(run, g) for run in pairs.get(pair, ())), default=0) for pair, some in got.items() for g in some)
    recall = "  ".join(f"{kind} {met[kind] / asked[kind]:.3f}" for kind in KINDS if asked[kind])
    return f"recall {recall}   precision {right / max(1, all_):.3f} of {all_} letters in {len(found)} passages"


def common(one: str, other: str) -> int:
    """How many letters of two stretches lie in both, one of which holds the other or overlaps it."""
    return sum(length for length in _overlaps(one, other))


def _overlaps(one: str, other: str) -> Iterator[int]:
    if one in other or other in one:
        yield min(len(one), len(other))
        return
    yield max((n for n in range(min(len(one), len(other)), 0, -1) if one[-n:] == other[:n] or other[-n:] == one[:n]), default=0)


if __name__ == "__main__":
    main()
