"""What an installation or a project lacks: each thing that is looked at, sound and not."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from jiaozhu import doctor
from jiaozhu.doctor import Finding, examine
from jiaozhu.project import Project
from worlds import write

TEA = "山上的茶\n\n今年的春茶早了十天，茶农说这是因为冬天不冷。\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    write(tmp_path, {"mkdocs.yml": "site_name: a\n", "docs/index.md": "# 茶\n", "sources/tea.txt": TEA, "sources/ice.txt": TEA})
    return Project(tmp_path / "sources", tmp_path / "docs")


def found(project: Project, words: str) -> Finding:
    """The one finding that has these words."""
    (finding,) = (finding for finding in examine(project) if words in finding.what)
    return finding


def test_a_sound_project_lacks_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "PORT", free_port())
    findings = list(examine(project))
    assert [finding for finding in findings if finding.state == "wrong" or (finding.state == "ok" and finding.todo)] == []
    assert found(project, "sources in").what == "2 sources in sources/"
    assert found(project, f"port {doctor.PORT}").state == "ok"


def test_what_is_wrong_in_files_hinders_and_notices_do_not(project: Project) -> None:
    write(project.sources, {"note.pdf": "x", "cocoa.yml": "title: 可可\n"})
    assert found(project, "note.pdf").state == "hint"
    finding = found(project, "cocoa.yml")
    assert (finding.state, finding.todo) == ("wrong", "rename it like its source, or delete it")


def test_an_old_python_is_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(project, "Python ").state == "ok"
    monkeypatch.setattr(doctor, "OLDEST_PYTHON", (99, 1))
    assert found(project, "Python ") == Finding("wrong", found(project, "Python ").what, "install Python 99.1 or newer")


def test_packages_that_are_missing_or_of_another_release_are_told(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `requirements.txt` has them, beside what is not needed on this machine and what is sound."""
    lines = ("# needed", "", "mkdocs>=1  # the site", "pyyaml<1", "no-such-package==2", 'other-package==3; sys_platform == "none"')
    write(tmp_path / "program", {"requirements.txt": "\n".join(lines)})
    monkeypatch.setattr(doctor, "data_path", lambda name: tmp_path / "program" / "hooks" / name)
    wrong = [finding for finding in examine(project) if finding.state == "wrong"]
    assert wrong == [
        Finding("wrong", f"pyyaml {version('pyyaml')}; <1 is needed", 'pip install "pyyaml<1"'),
        Finding("wrong", "no-such-package is missing; ==2 is needed", 'pip install "no-such-package==2"'),
    ]


def test_an_installed_program_requires_what_its_metadata_say(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "data_path", lambda name: tmp_path / "nowhere" / "else" / name)
    monkeypatch.setattr(doctor, "PACKAGE", "mkdocs")
    finding = found(project, "packages")
    assert finding.state == "ok"
    assert int(finding.what.split()[0]) > 5, "MkDocs requires several packages"
    monkeypatch.setattr(doctor, "PACKAGE", "no-such-package")
    assert found(project, "packages").what == "0 packages, as they are required"


@pytest.mark.parametrize(("faces", "state"), [(True, "ok"), (False, "hint")])
def test_without_chinese_faces_there_are_no_pictures_for_links(
    faces: bool, state: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "can_draw", lambda regions: faces)
    finding = found(project, "Chinese faces")
    assert (finding.state, bool(finding.todo)) == (state, not faces)


@pytest.mark.parametrize("cached", [True, False])
def test_a_cache_that_cannot_be_written_hinders(cached: bool, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked of the cache where there is one, and else of the folder in which it would be made."""
    root = project.sources.parent
    place = root / ".cache" if cached else root
    if cached:
        place.mkdir()
    assert found(project, "can be written") == Finding("ok", f"{place} can be written")
    monkeypatch.setattr("os.access", lambda path, mode: Path(path) != place)
    assert found(project, "cannot be written").state == "wrong"


def test_a_full_disk_hinders(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = shutil.disk_usage(project.sources)
    for free, state in ((doctor.ROOM, "ok"), (doctor.ROOM - 1, "wrong")):
        monkeypatch.setattr("shutil.disk_usage", lambda path, free=free: sizes._replace(free=free))
        assert found(project, "MB free").state == state


def test_a_port_at_which_somebody_answers_is_told(project: Project, listening: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "PORT", listening)
    finding = found(project, f"port {listening}")
    assert (finding.state, finding.todo) == ("hint", f"jiaozhu serve --dev-addr 127.0.0.1:{listening + 1}")


@pytest.fixture
def listening() -> Iterator[int]:
    """A port at which something answers."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert isinstance(port, int)
    return port
