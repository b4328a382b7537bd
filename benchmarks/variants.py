"""The cost of the other scripts: a thousand articles built by MkDocs in one script and in three. The figures are ratios of one run.

python benchmarks/variants.py [ARTICLES]

Both sites are built twice: with empty caches, and after one article has changed, when the rest comes from the caches.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
PARTS = ("mkdocs.yml", "hooks", "docs")
ARTICLES = 1000
SCRIPTS = {"one": "[]", "three": "[zh-tw, zh-hk]"}
LEFT_OUT = ("books", "images")  # a site of few articles has these, and one of many has not


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "sources").glob("*.txt"))]
    with tempfile.TemporaryDirectory() as folder:
        worlds = {name: world(Path(folder) / name, texts, number, variants) for name, variants in SCRIPTS.items()}
        for state in ("empty caches", "one article changed"):
            one, three = (build(worlds[name]) for name in SCRIPTS)
            print(f"{number} articles, {state}")
            for unit, a, b in zip(("seconds", "processor seconds", "MB at most, largest process"), one, three, strict=True):
                print(f"  {unit:<28} one {a:8.1f}   three {b:8.1f} {b / a:8.2f} ×", flush=True)
            for root in worlds.values():
                with (root / "sources" / "a0.txt").open("a", encoding="utf-8") as file:
                    file.write("\n后来又添了一段，说的是今年春天的茶。\n")


def world(root: Path, texts: list[str], number: int, variants: str) -> Path:
    """A project of ``number`` articles, no two of them equal, whose site has the scripts ``variants``."""
    root.mkdir()
    for part in PARTS:
        (shutil.copytree if (ROOT / part).is_dir() else shutil.copy)(ROOT / part, root / part)
    settings = (root / "mkdocs.yml").read_text("utf-8").replace("variants: [zh-tw, zh-hk]", f"variants: {variants}")
    for part in LEFT_OUT:
        settings = settings.replace(f"{part}: auto", f"{part}: false")
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    (root / "docs" / "index.md").write_text("# 校注\n\n把抓来的文章校成可读的本子。\n", "utf-8")
    (root / "sources").mkdir()
    for n in range(number):
        text = texts[n % len(texts)].replace("快手", f"快手{n}")
        (root / "sources" / f"a{n}.txt").write_text(text, "utf-8")
    return root


def build(root: Path) -> tuple[float, float, float]:
    """Build a site, and return the seconds, the processor seconds, and the memory of the largest process in megabytes.

    The processor seconds are the better measure on a busy machine.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=root, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"the build in {root} failed")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


if __name__ == "__main__":
    main()
