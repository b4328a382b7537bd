"""The program as others install it: from a wheel, in an environment of its own, far from this repository.

The environment borrows the packages that the program requires from the one that runs the tests, so that nothing is downloaded.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from contract import broken
from jiaozhu import __version__
from jiaozhu.mkdocs_plugin.plugin import PluginOptions
from shared import once
from worlds import PATIENCE, ROOT, SOURCES, environment, idents, tree

SCRIPTS = "Scripts" if os.name == "nt" else "bin"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The environment into which the wheel was installed."""
    return once(tmp_path_factory, "installed", install)


def install(folder: Path) -> None:
    venv.create(folder, symlinks=os.name != "nt")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder / "dist"), cwd=ROOT)
    (wheel,) = (folder / "dist").glob("jiaozhu-*.whl")
    python = str(folder / SCRIPTS / "python")
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--no-deps", str(wheel), cwd=folder)
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")


def run(*command: str, cwd: Path, code: int = 0) -> str:
    """The output of a command that ends with the exit code ``code``."""
    done = subprocess.run(
        command, cwd=cwd, env=environment(), capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE, check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + (done.stderr if code else "")


def jiaozhu(installed: Path, *arguments: str, cwd: Path, code: int = 0) -> str:
    return run(str(installed / SCRIPTS / "jiaozhu"), *arguments, cwd=cwd, code=code)


@pytest.fixture(scope="session")
def project(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project with two sources, and its site."""

    def make(folder: Path) -> None:
        jiaozhu(installed, "new", str(folder), cwd=installed)
        for ident in idents()[:2]:
            (folder / "sources" / f"{ident}.txt").write_bytes((SOURCES / f"{ident}.txt").read_bytes())
        settings = (folder / "mkdocs.yml").read_text("utf-8")
        quick = settings.replace("images: auto", "images: false")
        (folder / "mkdocs.yml").write_text(quick, "utf-8")
        jiaozhu(installed, "build", cwd=folder)

    return once(tmp_path_factory, "new project", make)


def test_a_new_project_becomes_a_site_that_keeps_its_promises(project: Path) -> None:
    assert broken(project / "site", {ident: (SOURCES / f"{ident}.txt").read_bytes() for ident in idents()[:2]}) == []


def test_a_new_project_has_no_terms_and_names_of_others(project: Path) -> None:
    for page in ("glossary", "names", "disagreements"):
        entries = [path for path in (project / "site" / page).rglob("index.html") if path.parent.name != page]
        assert entries == []
    data = json.loads((project / "site" / "articles" / idents()[0] / "edition.json").read_bytes())
    assert data["mentions"] == []


def test_the_plugin_makes_the_same_site_as_the_hook(project: Path, installed: Path, tmp_path: Path) -> None:
    """Its options are those of `plugins`, and nothing of `hooks/` is needed."""
    for name, content in tree(project).items():
        if name.split(os.sep)[0] in ("docs", "sources"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(content)
    settings = (project / "mkdocs.yml").read_text("utf-8")
    options = "plugins:\n  - jiaozhu: {images: false}\n"
    changed = settings.partition("extra:\n")[0].replace("hooks: [hooks/press.py]\n", "").replace("plugins: []\n", options)
    (tmp_path / "mkdocs.yml").write_text(changed, "utf-8")
    run(str(installed / SCRIPTS / "python"), "-m", "mkdocs", "build", "--strict", cwd=tmp_path)
    assert tree(tmp_path / "site") == tree(project / "site")


def test_plugin_and_new_project_know_what_this_project_does(project: Path) -> None:
    """Each option of `extra.jiaozhu` is one of the plugin; the navigation of a new project is this one's, without the manual."""
    own, new = (yaml.load((root / "mkdocs.yml").read_text("utf-8"), Loader=yaml.BaseLoader) for root in (ROOT, project))
    assert own["extra"]["jiaozhu"].keys() == {name for name, _ in PluginOptions._schema}
    assert [*new["nav"], {"手册": "manual/index.md"}] == own["nav"]


@pytest.mark.parametrize(
    ("option", "message"), [("mentions: some", "Expected one of: ('first', 'all')"), ("workers: many", "Expected type: <class 'int'>")]
)
def test_options_of_the_plugin_are_checked_by_mkdocs(option: str, message: str, installed: Path, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(f"site_name: a\ntheme: jiaozhu\nplugins:\n  - jiaozhu: {{{option}}}\n", "utf-8")
    output = run(str(installed / SCRIPTS / "python"), "-m", "mkdocs", "build", cwd=tmp_path, code=1)
    assert message in output
    assert "Traceback" not in output


def test_plugin_and_hook_together_are_refused(project: Path, installed: Path, tmp_path: Path) -> None:
    settings = (project / "mkdocs.yml").read_text("utf-8").replace("plugins: []", "plugins: [jiaozhu]")
    (tmp_path / "docs").mkdir()
    (tmp_path / "hooks").mkdir()
    (tmp_path / "hooks" / "press.py").write_bytes((project / "hooks" / "press.py").read_bytes())
    (tmp_path / "mkdocs.yml").write_text(settings, "utf-8")
    assert "jiaozhu stands in `plugins` and in `hooks`" in jiaozhu(installed, "build", cwd=tmp_path, code=1)


CLEAN = """
import json, sys, jiaozhu
made = jiaozhu.clean(sys.argv[1])
changes = [[e.at.start, e.at.end, e.was, e.put, e.rule] for e in made.explain()]
print(json.dumps([jiaozhu.__file__, jiaozhu.__version__, made.text, "".join(r.text(sys.argv[1]) for r in made.runs), changes]))
"""


def test_a_text_is_made_clean_by_one_call(installed: Path, tmp_path: Path) -> None:
    """The runs tile the text, and each change has its rule."""
    raw = "今年的春茶早了十天,茶农说这是因为冬天不冷.\n"
    answer = json.loads(run(str(installed / SCRIPTS / "python"), "-c", CLEAN, raw, cwd=tmp_path))
    file, version, text, rebuilt, changes = answer
    assert Path(file).is_relative_to(installed)
    assert version == __version__
    assert text == rebuilt == "今年的春茶早了十天，茶农说这是因为冬天不冷。\n"
    assert changes == [[9, 10, ",", "，", "full-width-comma"], [21, 22, ".", "。", "full-stop-at-end"]]


def test_commands_say_what_is_wrong(installed: Path, tmp_path: Path) -> None:
    assert "mkdocs.yml: no such file" in jiaozhu(installed, "build", cwd=tmp_path, code=1)
    assert "jiaozhu new DIR" in jiaozhu(installed, "doctor", cwd=tmp_path)
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    assert "not empty" in jiaozhu(installed, "new", str(tmp_path), cwd=tmp_path, code=1)
    assert (tmp_path / "mine.txt").read_text("utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_doctor_counts_the_sources_and_names_what_hinders(project: Path, installed: Path, tmp_path: Path) -> None:
    assert "2 sources in sources/" in jiaozhu(installed, "doctor", "--project", str(project), cwd=tmp_path)
    jiaozhu(installed, "new", str(tmp_path / "empty"), cwd=tmp_path)
    assert "wrong  sources: there is no source in it" in jiaozhu(installed, "doctor", cwd=tmp_path / "empty", code=1)


def test_own_entries_of_script_conversion_are_added_to_those_shipped(project: Path, installed: Path, tmp_path: Path) -> None:
    """`docs/variants.yml` of a project begins without any; its first one does not take the shipped ones away."""
    code = (
        "from pathlib import Path; from jiaozhu.package_data import data_path; from jiaozhu.script_conversion.table_examples import load\n"
        f"shipped = data_path('variants.yml'); table, errors = load(Path({str(tmp_path / 'variants.yml')!r}), shipped=shipped)\n"
        "print(len(table.entries) - len(load(shipped)[0].entries), len(errors))"
    )
    entry = "phrases:\n  - put: {冲销量: 沖銷量}\n    why: 试。\n    specs: ['月底冲销量 → 月底沖銷量']\n"
    (tmp_path / "variants.yml").write_text(entry, "utf-8")
    assert run(str(installed / SCRIPTS / "python"), "-c", code, cwd=tmp_path).split() == ["1", "0"]


def test_heads_of_the_files_of_a_new_project_are_those_of_this_one(project: Path) -> None:
    """They explain the keys of an entry."""
    for name in ("glossary", "names", "disagreements", "variants"):
        assert head(project / "docs" / f"{name}.yml") == head(ROOT / "docs" / f"{name}.yml")


def head(path: Path) -> list[str]:
    lines = path.read_text("utf-8").splitlines()
    return lines[: next(n for n, line in enumerate(lines) if not line.startswith("#"))]


def test_the_wheel_requires_what_is_pinned(installed: Path) -> None:
    """Each pinned package is one that the wheel requires, in a release that it allows, and the other way round."""
    code = "from importlib.metadata import requires; print(*requires('jiaozhu'), sep='\\n')"
    required = run(str(installed / SCRIPTS / "python"), "-c", code, cwd=installed).splitlines()
    ranges = {canonicalize_name(r.name): r.specifier for r in map(Requirement, required) if r.marker is None}  # those of extras have one
    lines = ((ROOT / "requirements.txt").read_text("utf-8")).splitlines()
    pins = [Requirement(line.partition("#")[0]) for line in lines if line.partition("#")[0].strip()]
    assert {canonicalize_name(pin.name) for pin in pins} == ranges.keys()
    assert [pin.name for pin in pins if not all(ranges[canonicalize_name(pin.name)].contains(s.version) for s in pin.specifier)] == []
