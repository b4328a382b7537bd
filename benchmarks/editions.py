"""The cost of making editions: by length, by number, from the cache, and in two processes. It prints ratios of one run, and sets no limits.

python benchmarks/editions.py
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from jiaozhu.build.index_stages import load_rules  # noqa: E402
from jiaozhu.core.store import Store  # noqa: E402
from jiaozhu.editions.load import load_editions  # noqa: E402
from jiaozhu.project import RULES  # noqa: E402
from jiaozhu.rules.rulebook import Rulebook  # noqa: E402
from jiaozhu.sources.discover import SourceFile, discover  # noqa: E402

T = TypeVar("T")
FEW, MANY, LONG = 40, 400, 32


def main() -> None:
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "sources").glob("*.txt"))]
    took_rules, (rulebook, _) = timed(lambda: load_rules(RULES))
    print(f"rules read and tried on their examples   {took_rules:8.3f} s   ({len(rulebook.rules)} rules)")
    with tempfile.TemporaryDirectory() as folder:
        few = write_sources(Path(folder) / "few", texts, FEW)
        many = write_sources(Path(folder) / "many", texts, MANY)
        store = Store(Path(folder) / "cache.db", "editions")
        base = report(f"{FEW} articles", 1, few, rulebook, Store(), 1)
        report(f"{MANY} articles, per article against {FEW}", MANY / FEW, many, rulebook, Store(), 1, base)
        one = report(f"{MANY} articles, into the cache", 1, many, rulebook, store, 1)
        report(f"{MANY} articles, from the cache", 1, many, rulebook, store, 1, one)
        report(f"{MANY} articles, two processes against one", 1, many, rulebook, Store(), 2, one)
        body = "\n".join(texts)
        short = report("one article", 1, write_sources(Path(folder) / "short", [body], 1), rulebook, Store(), 1)
        report(
            f"one article {LONG} times as long, per character",
            LONG,
            write_sources(Path(folder) / "long", [long(body)], 1),
            rulebook,
            Store(),
            1,
            short,
        )


def long(body: str) -> str:
    """A long text without repetition: each copy of the body has its own number in its words."""
    return "\n".join(body.replace("快手", f"快{n}手") for n in range(LONG))


def write_sources(folder: Path, texts: list[str], number: int) -> tuple[SourceFile, ...]:
    """Write so many sources into a folder, from these texts in turn."""
    folder.mkdir()
    for n in range(number):
        (folder / f"a{n}.txt").write_text(texts[n % len(texts)], "utf-8")
    return discover(folder).items


def report(
    what: str, size: float, items: tuple[SourceFile, ...], rulebook: Rulebook, store: Store, workers: int, base: float = 0.0
) -> float:
    """Time one run and print it, with its ratio to ``base`` for the same amount of work. Returns the seconds."""
    took, _ = timed(lambda: load_editions(items, rulebook, store, workers))
    ratio = f"{took / size / base:8.2f} ×" if base else ""
    print(f"{what:<48} {took:8.3f} s {ratio}")
    return took


def timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


if __name__ == "__main__":
    main()
