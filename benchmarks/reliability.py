"""What broken input does: generated files through the whole way of a source, and builds that are killed.

python benchmarks/reliability.py [FOLDER ...] [--files 10000] [--longest 4000] [--kills 20] [--seed 1]

A generated file is one of the project's own sources, of those of `tests/cases/`, or of the files below each FOLDER, after some of these:
bytes changed, cut out, doubled, put in from another file; the file cut off; its suffix another one; most are then rid of what is no UTF-8.
It must end as an edition or as an error with a message; anything else is a traceback, and counts. So does a file that takes more than two
seconds of processor time for each 100 kB, and for the last part of 100 kB. A killed build is `mkdocs build` of the four articles that gets
SIGKILL after a random time, sometimes a first one, else one after an article changed; the build after it must write the same site as one
that nothing happened to. Builds that ended before they were to be killed are tried again, and do not count.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from jiaozhu.build.index_stages import load_rules  # noqa: E402
from jiaozhu.core.errors import InputError  # noqa: E402
from jiaozhu.core.invariants import verify, verify_blocks  # noqa: E402
from jiaozhu.editions.load import make_edition, read_with_sidecar  # noqa: E402
from jiaozhu.project import RULES  # noqa: E402
from jiaozhu.rules.rulebook import Rulebook  # noqa: E402
from jiaozhu.sources.discover import SourceFile  # noqa: E402
from jiaozhu.sources.read import READERS  # noqa: E402

LONGEST = 4_000  # bytes of a generated file
PATIENCE = 2.0  # seconds of processor time for each 100 kB
FIRST = 0.1  # of the killed builds, so many begin with nothing
SETTINGS = ("images: auto", "images: false"), ("books: auto", "books: false")


def seeds(folders: Sequence[Path] = ()) -> list[bytes]:
    """The texts from which files are generated."""
    texts = [path.read_bytes() for path in sorted((ROOT / "sources").glob("*.txt"))]
    for path in sorted((ROOT / "tests" / "cases").glob("*.yml")):
        given = yaml.safe_load(path.read_text("utf-8"))
        files = given.get("files") or {}
        texts += [text.encode() for name, text in files.items() if str(name).startswith("sources/") and isinstance(text, str)]
    for folder in folders:
        texts += [path.read_bytes() for path in sorted(folder.rglob("*")) if path.suffix in READERS and path.is_file()]
    return [text for text in texts if text]


def generated(texts: list[bytes], chance: random.Random, longest: int) -> bytes:
    """One broken file."""
    data = bytearray(chance.choice(texts))
    if len(data) > longest:
        start = chance.randrange(len(data) - longest)
        data = data[start : start + longest]
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(data) + 1), chance.choice((1, 1, 2, 8, 60))
        other = chance.choice(texts)
        begin = chance.randrange(len(other))
        piece = chance.choice(
            (b"", bytes(chance.randrange(256) for _ in range(length)), other[begin : begin + length], data[at : at + length] * 3)
        )
        data[at : at + chance.choice((0, length))] = piece
        if not data:
            return b""
    broken = bytes(data[: chance.randrange(len(data))] if chance.random() < 0.1 else data)
    return broken if chance.random() < 0.3 else broken.decode("utf-8", "ignore").encode()


def broken_files(number: int, chance: random.Random, texts: list[bytes], longest: int) -> Iterator[str]:
    """What came of each file: `edition`, `error`, or in short a traceback or that it took too long."""
    rulebook, _ = load_rules(RULES)
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "first.txt"
        first.write_text("规则和词表在读第一篇时装入。\n", "utf-8")
        outcome(first, rulebook)
        for n in range(number):
            path = Path(folder) / f"{n}{chance.choice(list(READERS))}"
            path.write_bytes(generated(texts, chance, longest))
            begun = time.process_time()
            result = outcome(path, rulebook)
            seconds = time.process_time() - begun
            if seconds > PATIENCE * max(1, math.ceil(path.stat().st_size / 100_000)):
                result = f"{seconds:.1f} s for {path.stat().st_size:,} bytes"
            if result not in ("edition", "error"):
                kept = ROOT / ".cache" / "broken" / path.name
                kept.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, kept)
                result += f" ({kept})"
            yield result
            path.unlink()


def outcome(path: Path, rulebook: Rulebook) -> str:
    """`edition` and its invariants hold, `error` with a message, or the traceback in short."""
    try:
        source = read_with_sidecar(SourceFile(path, path.name))
        made = source if isinstance(source, InputError) else make_edition(source, rulebook)
        if isinstance(made, InputError):
            return "error"
        verify(made.reading, rulebook.rules, {made.source.id: made.source.raw})
        verify_blocks(made.reading, made.blocks)
        return "edition"
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:100]}"


def build(project: Path, patience: float | None = None) -> bool:
    """A build, killed after ``patience`` seconds; returns whether it was."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": ""}
    with subprocess.Popen(command, cwd=project, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            code = process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            return True
    if code:
        raise SystemExit(f"a build failed in {project}")
    return False


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def killed_builds(number: int, chance: random.Random) -> Iterator[tuple[bool, bool]]:
    """For each build, whether it was killed, and whether the next one writes another site than it should; until ``number`` were."""
    with tempfile.TemporaryDirectory() as folder:
        project, sound = Path(folder) / "killed", Path(folder) / "sound"
        for root in (project, sound):
            for part in ("mkdocs.yml", "hooks", "docs", "sources"):
                source = ROOT / part
                shutil.copytree(source, root / part) if source.is_dir() else (root.mkdir(exist_ok=True), shutil.copy(source, root / part))
            settings = (root / "mkdocs.yml").read_text("utf-8")
            for old, new in SETTINGS:
                settings = settings.replace(old, new)
            (root / "mkdocs.yml").write_text(settings, "utf-8")
        whole, again = timed(sound), 0.0
        for n in range(number):
            killed = False
            while not killed:
                for root in (project, sound):
                    with next((root / "sources").glob("kuaishou-jd-618.txt")).open("ab") as file:
                        file.write(f"\n第{n}次改动之后，又添了一句。\n".encode())
                first = not again or chance.random() < FIRST
                if first:
                    for made in ("site", ".cache"):
                        shutil.rmtree(project / made, ignore_errors=True)
                killed = build(project, chance.uniform(0.1, whole if first else again))
                build(project)
                again = timed(sound)
                yield killed, tree(project / "site") != tree(sound / "site")


def timed(project: Path) -> float:
    """The seconds of a build."""
    begun = time.perf_counter()
    build(project)
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--longest", type=int, default=LONGEST, help="bytes of a generated file")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    counts = Counter(broken_files(options.files, random.Random(options.seed), seeds(options.folders), options.longest))
    editions, errors = counts.pop("edition", 0), counts.pop("error", 0)
    print(f"{options.files:,} generated files: {editions:,} editions, {errors:,} messages, {counts.total():,} tracebacks or too slow")
    for what, times in counts.most_common():
        print(f"  {times}  {what}")
    builds = list(killed_builds(options.kills, random.Random(options.seed)))
    print(f"{sum(killed for killed, _ in builds):,} killed builds: {sum(differs for _, differs in builds):,} differences")


if __name__ == "__main__":
    main()
