"""How a build grows with the number of articles: time, memory and files, in whole processes, and beside Material with jieba.

python benchmarks/scale.py [FOLDER] [N ...] [--edits 2] [--beside | --no-beside]

The first N sources of FOLDER with their sidecars, and the mkdocs.yml, hooks and docs of this project, are copied into a temporary folder.
N is 100 and 1000; in a folder with fewer than 100 sources, half of them and all. FOLDER is `sources` of this project. Each N is a row:

whole     seconds of a build without a cache
again     seconds of the same with nothing changed
edit      seconds of a build after half a sentence was added to one article: the median of `--edits` articles
served    seconds from such an edit until `mkdocs serve` answers with a page that has the words: median and maximum of `--edits` articles.
          MkDocs looks for changes twice a second, and answers nothing while it builds.
peak      the most memory that all processes of a build, and of the server, have together (proportional set size, every 0.2 s). It is read
          from Linux's /proc; elsewhere it is not measured.
site, cache  files and MB (10^6 bytes) after the first build
Material  seconds and MB of a site of the same clean texts (`edition.md` of each article) with the stock theme and its search for zh and
          en, and `whole` and `again` as multiples of these seconds. It has the pages of articles and a list of links to them, which is
          all of its navigation (in `nav` each article would stand on each page, which takes longer), and one script instead of three.
          It is left out where jieba is not installed, which is no dependency of the project: pip install jieba==0.42.1

Under the table stand the seconds per article as multiples of those of the smallest N. By default a site of many articles has no books and
no pictures for shared links, and one of few has them; a line says so where the rows differ in that.
"""

from __future__ import annotations

import argparse
import compileall
import importlib.util
import re
import shutil
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import quote

from _cost import Cost, run, watched
from _server import plain, serving

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from jiaozhu.sources.discover import SourceFile, discover  # noqa: E402

SIZES = (100, 1000)
EDITS = 2
WIDTH = 9  # characters of a column
BUILT, SERVED = "这半句是后来添上的", "过了几天又添上半句"  # words that are added before a build, and under the server
HAN = re.compile(r"[\u4e00-\u9fff]{6,}")
ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": ""}
MATERIAL = """site_name: x
site_url: ""
nav: [index.md]
not_in_nav: /articles/*
theme: {name: material, language: zh, font: false}
plugins: [search: {lang: [zh, en]}]
"""


@dataclass(frozen=True, slots=True)
class Size:
    """The number of files in a folder, and their bytes."""

    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Served:
    """Seconds from each edit to its page, and the most memory that all processes of the server had together, in bytes."""

    seconds: tuple[float, ...]
    memory: int


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured with one number of articles. ``material`` is the cost and the size of Material's site; None: left out."""

    articles: int
    whole: Cost
    again: Cost
    edits: tuple[Cost, ...]
    served: Served
    site: Size
    cache: Size
    has_books: bool
    material: tuple[Cost, Size] | None


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))  # so that the server is killed and the folder removed
    folder, numbers, edits, beside = arguments()
    sources = discover(folder).items
    if not sources:
        raise SystemExit(f"{folder}: there is no source in it")
    rows: list[Row] = []
    for number in sizes(len(sources), numbers):
        with TemporaryDirectory() as temporary:
            rows.append(measure(Path(temporary), sources[:number], edits, beside))
        print_row(rows[-1], is_first=len(rows) == 1)
    print_growth(rows)


def arguments() -> tuple[Path, tuple[int, ...], int, bool]:
    """The folder, the numbers of articles, that of edits, and whether Material is measured too, from the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("words", nargs="*", metavar="FOLDER N", help="the folder of sources, and numbers of articles")
    parser.add_argument("--edits", type=int, default=EDITS, help="the number of edits that are measured")
    parser.add_argument("--beside", action=argparse.BooleanOptionalAction, default=True, help="measure Material with jieba too")
    options = parser.parse_args()
    words: list[str] = options.words
    folder = Path(words.pop(0)) if words and not words[0].isdecimal() else ROOT / "sources"
    if options.edits < 1 or not all(word.isdecimal() and int(word) for word in words):
        parser.error("the numbers of articles and of edits are whole and greater than 0")
    has_jieba = importlib.util.find_spec("jieba") is not None
    if options.beside and not has_jieba:
        print(f"Material is left out, for there is no jieba; see the head of benchmarks/{Path(__file__).name}")
    return folder, tuple(map(int, words)), options.edits, options.beside and has_jieba


def sizes(most: int, numbers: Sequence[int]) -> list[int]:
    """The numbers of articles to measure, the smallest first, where there are at most ``most``. ``numbers`` are those wanted, if any."""
    if too_many := [number for number in numbers if number > most]:
        print(f"{most} instead of {', '.join(map(str, too_many))} articles: there are no more")
    usual = [number for number in SIZES if number <= most] or [max(1, most // 2), most]
    return sorted({min(number, most) for number in numbers or usual})


def measure(root: Path, sources: Sequence[SourceFile], edits: int, beside: bool) -> Row:
    """Build and serve a project of these sources in an empty folder."""
    project, site = root / "project", root / "project" / "site"
    copy_project(project, sources)
    whole, again = build(project), build(project)
    size, cache, has_books = folder_size(site), folder_size(project / ".cache"), any(site.glob("articles/*/*.epub"))
    material = measure_material(root / "material", site) if beside else None
    edited = editable(project, edits)
    costs = []
    for path in edited:
        add_words(project, path, BUILT)
        costs.append(build(project))
        if BUILT not in plain((site / "articles" / path.stem / "index.html").read_text("utf-8")):
            raise SystemExit(f"the edit of {path.name} is not on its page")
    return Row(len(sources), whole, again, tuple(costs), serve(project, edited), size, cache, has_books, material)


def copy_project(project: Path, sources: Sequence[SourceFile]) -> None:
    """A copy of this project with other sources. Its program is compiled, so that the first build is not longer by that."""
    for part in ("hooks", "docs"):
        shutil.copytree(ROOT / part, project / part, ignore=shutil.ignore_patterns("*.pyc.*"))
    compileall.compile_dir(project / "hooks", quiet=1)
    shutil.copyfile(ROOT / "mkdocs.yml", project / "mkdocs.yml")
    (project / "sources").mkdir()
    for path in (path for source in sources for path in (source.path, source.sidecar) if path):
        shutil.copyfile(path, project / "sources" / path.name)


def build(project: Path) -> Cost:
    """One run of MkDocs in a process of its own."""
    return run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(project / "mkdocs.yml")], ENVIRONMENT)


def folder_size(folder: Path) -> Size:
    lengths = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return Size(len(lengths), sum(lengths))


def measure_material(project: Path, site: Path) -> tuple[Cost, Size]:
    """The cost and the size of a site of Material's with the clean texts of ours. jieba has made its own cache before."""
    texts = {path.parent.name: path for path in sorted(site.glob("articles/*/edition.md"))}
    (project / "docs" / "articles").mkdir(parents=True)
    for ident, path in texts.items():
        shutil.copyfile(path, project / "docs" / "articles" / f"{ident}.md")
    links = "\n".join(f"- [{ident}](articles/{quote(ident)}.md)" for ident in texts)
    (project / "docs" / "index.md").write_text(f"# x\n\n{links}\n", "utf-8")
    (project / "mkdocs.yml").write_text(MATERIAL, "utf-8")
    run([sys.executable, "-c", "import jieba; jieba.initialize()"])
    return build(project), folder_size(project / "site")


def editable(project: Path, most: int) -> list[Path]:
    """At most so many sources to which words can be added, from the whole of the folder. Raises SystemExit where there are none."""
    paths = [path for path in sorted((project / "sources").iterdir()) if path.suffix != ".yml" and last_words(project, path)]
    if not paths:
        raise SystemExit("no source can be edited: each is in another encoding than UTF-8, or a copy of another")
    number = min(most, len(paths))
    return [paths[n * len(paths) // number] for n in range(number)]


def last_words(project: Path, path: Path) -> str:
    """The last words of an article's clean text that stand once in its source, and not in its sidecar; empty where there are none."""
    edition, sidecar = project / "site" / "articles" / path.stem / "edition.md", path.with_suffix(".yml")
    if not edition.is_file():
        return ""
    raw, notes = path.read_bytes(), sidecar.read_bytes() if sidecar.is_file() else b""
    words = reversed(HAN.findall(edition.read_text("utf-8")))
    return next((run for run in words if raw.count(run.encode()) == 1 and run[-4:].encode() not in notes), "")


def add_words(project: Path, path: Path, words: str) -> None:
    """Add half a sentence to a source, behind the last words of its article."""
    last = last_words(project, path)
    path.write_bytes(path.read_bytes().replace(last.encode(), f"{last}，{words}".encode()))


def serve(project: Path, edited: Sequence[Path]) -> Served:
    """Edit sources one after the other under a real server, and wait for each page."""
    seconds = []
    with watched() as watch, serving(project, ENVIRONMENT) as server:
        server.wait_for("", "")
        for path in edited:
            start = time.perf_counter()
            add_words(project, path, SERVED)
            server.wait_for(f"articles/{quote(path.stem)}/", SERVED)
            seconds.append(time.perf_counter() - start)
    return Served(tuple(seconds), watch.memory)


def cells(row: Row) -> Iterator[tuple[str, str, str]]:
    """The cells of a row of the table, each with the two lines of its head: what it is, and its unit."""
    yield "", "articles", f"{row.articles}"
    yield "whole", "s", f"{row.whole.seconds:.2f}"
    yield "again", "s", f"{row.again.seconds:.2f}"
    yield "edit", "s", f"{median(cost.seconds for cost in row.edits):.2f}"
    yield "served", "s", f"{median(row.served.seconds):.2f}"
    yield "at most", "s", f"{max(row.served.seconds):.2f}"
    yield "peak of", "builds MB", megabytes(max(cost.memory for cost in (row.whole, row.again, *row.edits)))
    yield "peak of", "server MB", megabytes(row.served.memory)
    for name, size in (("site", row.site), ("cache", row.cache)):
        yield name, "files", f"{size.files:,}"
        yield name, "MB", f"{size.bytes / 1e6:,.1f}"
    if row.material:
        cost, size = row.material
        yield "Material", "s", f"{cost.seconds:.2f}"
        yield "Material", "MB", f"{size.bytes / 1e6:,.1f}"
        yield "whole to", "Material", f"{row.whole.seconds / cost.seconds:.2f} ×"
        yield "again to", "Material", f"{row.again.seconds / cost.seconds:.2f} ×"


def megabytes(memory: int) -> str:
    return f"{memory / 1e6:,.0f}" if memory else "?"


def print_row(row: Row, is_first: bool) -> None:
    """Print a row of the table, and above the first one the two lines of the head."""
    for line in zip(*cells(row), strict=True) if is_first else [[text for *_, text in cells(row)]]:
        print(" ".join(f"{cell:>{WIDTH}}" for cell in line), flush=True)


def print_growth(rows: Sequence[Row]) -> None:
    """Print the seconds per article as multiples of those of the smallest number, and what makes the rows unlike."""
    first = rows[0]
    for row in rows[1:]:
        share = first.articles / row.articles
        whole, again = share * row.whole.seconds / first.whole.seconds, share * row.again.seconds / first.again.seconds
        print(f"seconds per article, {row.articles} against {first.articles}: whole {whole:.2f} ×, again {again:.2f} ×")
    if len({row.has_books for row in rows}) > 1:
        print(f"without books: {', '.join(str(row.articles) for row in rows if not row.has_books)} articles")
    if not first.whole.memory:
        print("memory is not measured on this system")


if __name__ == "__main__":
    main()
