"""A build in which nothing has changed leaves the site as it is and says the same; whatever changes, the site follows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jiaozhu.outputs.site_folder import file_states
from worlds import Built, built, configured, copied, ran, tree, write

TEXT = "春茶上市\n\n今年的春茶比往年早了十天上市，茶农说这是因为冬天不冷，雨水也来得正是时候。\n"
PAGE = "articles/tea/index.html"
LEFT = "1 articles in {} files, as they were, in "
WARNING = "contains a link 'nowhere.md'"
pytestmark = pytest.mark.slow


@pytest.fixture
def project(own: Path, tmp_path: Path) -> Path:
    """A small project that has been built twice."""
    root = copied(tmp_path / "tea", {"sources/tea.txt": TEXT}, own=own)
    assert "of which" in built(root).output
    assert is_left(built(root))
    return root


def is_left(run: Built) -> bool:
    """True if the build was sound, and wrote nothing."""
    assert run.code == 0, run.output
    return LEFT.format(f"{len(dict(file_states(run.site))):,}") in run.output


def test_nothing_is_written(project: Path) -> None:
    files, states = tree(project / "site"), dict(file_states(project / "site"))
    assert is_left(built(project, fresh=True))
    assert tree(project / "site") == files
    assert dict(file_states(project / "site")) == states


def add_line(path: Path) -> None:
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a source": lambda root: write(root, {"sources/tea.txt": TEXT.replace("十天", "九天")}),
    "a sidecar": lambda root: write(root, {"sources/tea.yml": "author: 何渡\n"}),
    "a page": lambda root: write(root, {"docs/about/index.md": "# 关于\n\n一家茶行的文章。\n"}),
    "a setting": lambda root: configured(root, site_name="茶"),
    "a rule": lambda root: add_line(root / "hooks" / "rules" / "signals.yml"),
    "a template": lambda root: add_line(root / "hooks" / "theme" / "main.html"),
    "a file of the site": lambda root: (root / "site" / PAGE).write_text("x"),
    "no file of the site": lambda root: (root / "site" / PAGE).unlink(),
    "one more file": lambda root: (root / "site" / "more.html").write_text("x"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_site_follows_each_change(project: Path, change: str) -> None:
    before = tree(project / "site")
    CHANGES[change](project)
    run = built(project)
    assert not is_left(run)
    after = tree(run.site)
    assert (after == before) == (change in ("a rule", "a template") or "file" in change)
    assert is_left(built(project))
    assert tree(run.site) == after


def test_what_a_build_said_is_said_again(project: Path) -> None:
    """A notice is repeated; where there was a warning, which ends a strict build, all is made again."""
    write(project, {"docs/index.md": "---\nspecimen:\n  source: ferry\n  quote: 摆渡\n---\n\n# 茶\n"})
    said = built(project).output
    assert "ferry" in said
    assert is_left(again := built(project))
    assert [line for line in again.output.splitlines() if "ferry" in line] == [line for line in said.splitlines() if "ferry" in line]
    write(project, {"docs/about/index.md": "# 关于\n\n[无](nowhere.md)\n"})
    for _ in range(2):
        code, output = ran(project, "mkdocs", "build")
        assert code == 0
        assert WARNING in output
    assert built(project).code != 0


def test_whoever_else_acts_is_asked_each_time(project: Path) -> None:
    """A hook of the project may read what nobody else knows."""
    write(project, {"count.py": "def on_post_build(config):\n    print('counted')\n"})
    configured(project, hooks=["hooks/press.py", "count.py"])
    for _ in range(2):
        assert "counted" in (run := built(project)).output
        assert not is_left(run)
