"""What broken input does: generated files through the whole way of a source, and builds that are killed.

python benchmarks/reliability.py [--files 10000] [--kills 20] [--seed 1]

A generated file is one of the project's own sources, or of those of `tests/cases/`, after some of these: bytes changed, cut out, doubled,
put in from another file; the file cut off; its suffix another one. It must end as an edition or as an error with a message; anything else
is a traceback, and counts. A killed build is `mkdocs build` of the four articles that gets SIGKILL after a random time; the build after it
must write the same site as one that nothing happened to.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from jiaozhu.build.index_stages import load_rules  # noqa: E402
from jiaozhu.core.errors import InputError  # noqa: E402
from jiaozhu.core.invariants import verify, verify_blocks  # noqa: E402
from jiaozhu.editions.load import make_edition, read_with_sidecar  # noqa: E402
from jiaozhu.project import RULES  # noqa: E402
from jiaozhu.sources.discover import SourceFile  # noqa: E402
from jiaozhu.sources.read import READERS  # noqa: E402

LONGEST = 4_000  # bytes of a generated file
SETTINGS = ("images: auto", "images: false"), ("books: auto", "books: false")


def seeds() -> list[bytes]:
    """The texts from which files are generated."""
    texts = [path.read_bytes() for path in sorted((ROOT / "sources").glob("*.txt"))]
    for path in sorted((ROOT / "tests" / "cases").glob("*.yml")):
        given = yaml.safe_load(path.read_text("utf-8"))
        files = given.get("files") or {}
        texts += [text.encode() for name, text in files.items() if str(name).startswith("sources/") and isinstance(text, str)]
    return [text for text in texts if text]


def generated(texts: list[bytes], chance: random.Random) -> bytes:
    """One broken file."""
    data = bytearray(chance.choice(texts))
    if len(data) > LONGEST:
        start = chance.randrange(len(data) - LONGEST)
        data = data[start : start + LONGEST]
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
    return bytes(data[: chance.randrange(len(data))] if chance.random() < 0.1 else data)


def broken_files(number: int, chance: random.Random) -> Iterator[str]:
    """What came of each file: `edition`, `error`, or a traceback in short."""
    rulebook, _ = load_rules(RULES)
    texts = seeds()
    with tempfile.TemporaryDirectory() as folder:
        for n in range(number):
            path = Path(folder) / f"{n}{chance.choice(list(READERS))}"
            path.write_bytes(generated(texts, chance))
            try:
                source = read_with_sidecar(SourceFile(path, path.name))
                made = source if isinstance(source, InputError) else make_edition(source, rulebook)
                if not isinstance(made, InputError):
                    verify(made.reading, rulebook.rules, {made.source.id: made.source.raw})
                    verify_blocks(made.reading, made.blocks)
                yield "error" if isinstance(made, InputError) else "edition"
            except Exception as error:
                kept = ROOT / ".cache" / "broken" / path.name
                kept.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, kept)
                yield f"{type(error).__name__}: {str(error)[:100]} ({kept})"
            path.unlink()


def build(project: Path, patience: float | None = None) -> None:
    """A build, killed after ``patience`` seconds."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": ""}
    with subprocess.Popen(command, cwd=project, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            code = process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            return
    if patience is None and code:
        raise SystemExit(f"a build failed in {project}")


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def killed_builds(number: int, chance: random.Random) -> Iterator[bool]:
    """For each killed build, whether the next one writes another site than it should. Between two, an article changes."""
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
        begun = time.perf_counter()
        build(sound)
        whole = time.perf_counter() - begun
        for n in range(number):
            for root in (project, sound):
                with next((root / "sources").glob("kuaishou-jd-618.txt")).open("ab") as file:
                    file.write(f"\n第{n}次改动之后，又添了一句。\n".encode())
            build(project, chance.uniform(0.1, whole))
            build(project)
            build(sound)
            yield tree(project / "site") != tree(sound / "site")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    counts = Counter(broken_files(options.files, random.Random(options.seed)))
    editions, errors = counts.pop("edition", 0), counts.pop("error", 0)
    print(f"{options.files:,} generated files: {editions:,} editions, {errors:,} messages, {counts.total():,} tracebacks")
    for what, times in counts.most_common():
        print(f"  {times}  {what}")
    differences = sum(killed_builds(options.kills, random.Random(options.seed)))
    print(f"{options.kills:,} killed builds: {differences:,} differences")


if __name__ == "__main__":
    main()
