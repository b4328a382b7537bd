"""The folder of a site: nothing is written twice, nothing of an older build stays, and a build that was ended leaves no trace."""

from __future__ import annotations

import os
import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from mkdocs.utils import clean_directory

from jiaozhu.core.digest import key
from jiaozhu.core.store import NO_STORE, Store
from jiaozhu.outputs.site_folder import SiteFolder

FILES = {"index.html": "首页", "articles/tea/index.html": "茶", "articles/tea/edition.json": "{}", "zh-tw/articles/tea/index.html": "茶"}


class Ended(Exception):
    """What ends a build in its middle."""


def build(root: Path, files: Mapping[str, str], store: Store, left: int | None = None) -> SiteFolder:
    """Build a site as MkDocs does, which deletes what it sees; ``left`` is the number of files after whose writing the build is ended."""
    SiteFolder.put_aside(root, store)
    clean_directory(str(root))
    site = SiteFolder.opened(root, store)
    for n, (path, text) in enumerate(files.items()):
        if n == left:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text[:1], "utf-8")  # a file of which only a part was written
            raise Ended
        site.provide(path, key(text), text.encode)
    site.close()
    return site


def tree(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*") if path.is_file()}


def states(root: Path) -> dict[str, tuple[int, int]]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns) for path in files}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache.db", "files")


def test_only_what_has_changed_is_written_again(tmp_path: Path, store: Store) -> None:
    root = tmp_path / "site"
    build(root, FILES, store)
    before = states(root)
    changed = {**FILES, "index.html": "新的首页", "about/index.html": "关于"}
    del changed["articles/tea/edition.json"]
    build(root, changed, store)
    after = states(root)
    assert tree(root) == changed
    assert {path for path, state in after.items() if before.get(path) != state} == {"index.html", "about/index.html"}


@pytest.mark.parametrize("content", [b"", "菜".encode(), b"longer than before"])
def test_a_file_that_somebody_has_touched_is_written_again(content: bytes, tmp_path: Path, store: Store) -> None:
    root = tmp_path / "site"
    build(root, FILES, store)
    (root / "articles/tea/index.html").write_bytes(content)
    (root / "index.html").unlink()
    build(root, FILES, store)
    assert tree(root) == FILES


def test_a_file_replaced_by_one_of_equal_size_and_time_is_written_again(tmp_path: Path, store: Store) -> None:
    root = tmp_path / "site"
    build(root, FILES, store)
    path, other = root / "articles/tea/index.html", root / "other"
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    other.write_text("菜", "utf-8")
    other.replace(path)
    os.utime(path, ns=times)
    build(root, FILES, store)
    assert tree(root) == FILES


def test_what_others_write_belongs_to_the_site_and_what_they_have_left_does_not(tmp_path: Path, store: Store) -> None:
    root = tmp_path / "site"
    build(root, FILES, store)
    SiteFolder.put_aside(root, store)
    site = SiteFolder.opened(root, store)
    (root / "assets").mkdir()
    (root / "assets/a.css").write_text("a", "utf-8")
    (root / "index.html").write_text("首页", "utf-8")
    assert site.adopt() == ["assets/a.css", "index.html"]
    site.close()
    assert sorted(tree(root)) == ["assets/a.css", "index.html"]
    assert not (root / "zh-tw").exists()
    build(root, FILES, store)
    assert tree(root) == FILES


def test_without_a_list_mkdocs_deletes_what_is_there(tmp_path: Path) -> None:
    root = tmp_path / "site"
    (root / "old").mkdir(parents=True)
    (root / "old/page.html").write_text("旧", "utf-8")
    build(root, FILES, NO_STORE)
    assert tree(root) == FILES
    assert not (root / "old").exists()


def test_hidden_files_at_the_top_stay(tmp_path: Path, store: Store) -> None:
    root = tmp_path / "site"
    root.mkdir()
    (root / ".nojekyll").touch()
    build(root, FILES, store)
    SiteFolder.put_aside(root, store)
    SiteFolder.opened(root, store).close()
    assert tree(root) == {".nojekyll": ""}


@pytest.mark.parametrize("seed", range(20))
def test_after_builds_that_were_ended_the_next_is_as_a_clean_one(seed: int, tmp_path: Path, store: Store) -> None:
    choice, root = random.Random(seed), tmp_path / "site"
    files: dict[str, str] = {}
    for _ in range(8):
        names = [f"{folder}{n}/index.html" for folder in ("", "zh-tw/") for n in range(4)]
        files = {**files, **{name: choice.choice(("茶", "菜", "盐")) for name in choice.sample(names, 3)}}
        for name in choice.sample(sorted(files), 1):
            files.pop(name)
        try:
            build(root, files, store, choice.choice((None, 0, 1, 2)))
        except Ended:
            if choice.random() < 0.3:
                SiteFolder.put_aside(root, store)  # and the next was ended before it had begun
            continue
        assert tree(root) == files
    build(root, files, store)
    assert tree(root) == files
