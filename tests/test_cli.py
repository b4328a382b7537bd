"""The command `jiaozhu`: what each of its words does, what it prints, and how it ends."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from jiaozhu import __version__, cli
from jiaozhu.build.schemas import schema_files
from worlds import HOOKS, environment, write

TEA = "山上的茶\n\n今年的春茶早了十天,茶农说这是因为冬天不冷。去年霜冻的坡地今年也发了芽,采茶的人从山下请了三十个。\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command; its exit code, and what it prints to both streams."""

    def command(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["jiaozhu", *map(str, words)])
        try:
            code: object = cli.main()
        except SystemExit as e:
            code = e.code
        assert isinstance(code, int)
        return code, *capsys.readouterr()

    return command


def test_what_is_new_is_a_project_that_says_what_to_do_next(run: Run, tmp_path: Path) -> None:
    root = tmp_path / "mine"
    code, told, wrong = run("new", root)
    written = sum(path.is_file() for path in root.rglob("*"))
    assert (code, wrong) == (0, "")
    assert told.splitlines()[:2] == [f"{written} files in {root}", f"now: jiaozhu serve --project {root}"]
    assert (root / "sources").is_dir()
    assert (root / "requirements.txt").read_text("utf-8") == f"jiaozhu=={__version__}\n"


@pytest.mark.parametrize("command", ["new", "export"])
def test_nothing_is_written_over(command: str, run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"mine/sources/tea.txt": TEA, "mine/docs/index.md": "# 茶\n", "taken/own.txt": "mine", "file": "mine"})
    project = ("--project", tmp_path / "mine") if command == "export" else ()
    for name in ("taken", "file"):
        code, told, wrong = run(command, tmp_path / name, *project)
        assert (code, told) == (1, "")
        assert wrong.startswith(f"{tmp_path / name}: not empty, or no folder\n")
    assert [path.name for path in (tmp_path / "taken").iterdir()] == ["own.txt"]
    assert (tmp_path / "file").read_text("utf-8") == "mine"


def test_editions_are_exported_as_markdown(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"sources/tea.txt": TEA, "docs/index.md": "# 茶\n"})
    assert run("export", tmp_path / "out" / "tree", "--project", tmp_path) == (0, "", "")
    (page,) = (path for path in (tmp_path / "out" / "tree").rglob("*.md") if "春茶早了十天，茶农说" in path.read_text("utf-8"))
    assert "tea" in page.relative_to(tmp_path / "out").as_posix()


def test_a_source_is_shown_with_its_changes(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"tea.txt": TEA})
    code, told, _ = run("clean", tmp_path / "tea.txt")
    lines = told.splitlines()
    assert code == 0
    assert lines[0] == "   title  山上的茶"
    assert any("早了十天[-,-]{+，+}茶农说" in line for line in lines)
    assert any(line.split()[:2] == ["2", "full-width-comma"] for line in lines)


def test_a_source_is_made_clean_as_its_sidecar_says(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"tea.txt": TEA, "tea.yml": "cut: [采茶的人从山下请了三十个。]\n"})
    code, told, _ = run("clean", "--text", tmp_path / "tea.txt")
    assert code == 0
    assert "今年的春茶早了十天，茶农说这是因为冬天不冷。去年霜冻的坡地今年也发了芽" in told
    assert "三十个" not in told


@pytest.mark.parametrize(
    ("files", "said"),
    [
        pytest.param({}, "tea.txt: no such file", id="no file"),
        pytest.param({"tea.txt": b"PK\x03\x04\x14\x00\x00\x00\x08\x00"}, "tea.txt:", id="no text"),
        pytest.param({"tea.txt": TEA, "tea.yml": "cut: [这里没有这一句话。]\n"}, "tea.yml:1:", id="a sidecar that cannot be followed"),
        pytest.param({"tea.txt": TEA, "tea.yml": "title: [\n"}, "tea.yml:", id="a sidecar that cannot be read"),
    ],
)
def test_what_cannot_be_made_clean_is_told(files: dict[str, str | bytes], said: str, run: Run, tmp_path: Path) -> None:
    write(tmp_path, files)
    code, told, wrong = run("clean", tmp_path / "tea.txt")
    assert (code, told) == (1, "")
    assert wrong.startswith(f"{tmp_path}/{said}")


def test_schemas_are_those_of_the_repository(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"own.json": "{}", "sidecar.schema.json": "old"})
    assert run("schemas", tmp_path) == (0, "", "")
    names = {name for name, _ in schema_files()}
    assert {path.name for path in tmp_path.iterdir()} == names | {"own.json", "sidecar.schema.json"}
    assert [name for name in sorted(names) if (tmp_path / name).read_bytes() != (HOOKS / "schemas" / name).read_bytes()] == []


def test_a_command_of_mkdocs_gets_the_options_that_are_its_own(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml": "site_name: a\n"})
    for command in ("build", "serve"):
        code, _, wrong = run(command, "--project", tmp_path, "--no-such-option")
        assert code == 2
        assert "jiaozhu" in wrong.splitlines()[0]
        assert "No such option" in wrong
    code, _, wrong = run("terms", "--project", tmp_path, "--no-such-option")
    assert code == 2
    assert "unrecognized arguments: --no-such-option" in wrong


def test_a_folder_without_a_project_is_told_how_to_get_one(run: Run, tmp_path: Path) -> None:
    code, told, wrong = run("build", "--project", tmp_path)
    assert (code, told) == (1, "")
    assert wrong == f"{tmp_path / 'mkdocs.yml'}: no such file\n    go to the folder of a project, or make one: jiaozhu new DIR\n"


def test_doctor_ends_badly_only_where_something_hinders(run: Run, tmp_path: Path) -> None:
    code, told, _ = run("doctor", "--project", tmp_path)
    assert code == 0
    assert f"hint  {tmp_path}: no project, for there is no mkdocs.yml\n       make one: jiaozhu new DIR\n" in told
    write(tmp_path, {"mkdocs.yml": "site_name: a\n", "docs/index.md": "# 茶\n", "sources/tea.yml": "title: 茶\n"})
    code, told, _ = run("doctor", "--project", tmp_path)
    assert code == 1
    assert "wrong  sources: there is no source in it" in told


def test_the_version_is_told(run: Run) -> None:
    assert run("--version") == (0, f"jiaozhu {__version__}\n", "")


@pytest.mark.parametrize("length", [pytest.param(1, id="at the end"), pytest.param(3000, id="while it prints")])
def test_who_has_seen_enough_is_not_told_of_it(length: int, tmp_path: Path) -> None:
    """As in `jiaozhu clean FILE | head`; a pipe takes some 64 kB."""
    write(tmp_path, {"tea.txt": "山上的茶\n\n" + "".join(f"第{n}天的春茶早了十天，茶农说这是因为冬天不冷。\n\n" for n in range(length))})
    command = [sys.executable, "-m", "jiaozhu", "clean", "--text", str(tmp_path / "tea.txt")]
    env = {**environment(), "PYTHONPATH": str(HOOKS)}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1
