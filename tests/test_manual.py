"""What people read about the program: both languages say the same, versions and packages are those of the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from jiaozhu import __version__
from worlds import ROOT

MANUAL = ROOT / "docs" / "manual"
PAGES = sorted(path.name for path in (MANUAL / "en").glob("*.md"))
ROW = re.compile(r"^\| ([^|]+) \| [^|]+ \| ([A-Za-z0-9.,\- ]+) \|$", re.MULTILINE)  # of the table of packages, with an SPDX licence
SPDX = {"Apache-2.0", "Apache-2.0 AND CNRI-Python", "BSD-2-Clause", "BSD-3-Clause", "MIT", "MIT-CMU"}


def requirements(name: str) -> dict[str, str]:
    """The pinned packages of a file, each with its versions."""
    lines = (line.partition("#")[0].strip() for line in (ROOT / name).read_text("utf-8").splitlines())
    pins = [Requirement(line) for line in lines if line and not line.startswith("-")]
    return {f"{canonicalize_name(pin.name)}{pin.specifier}": canonicalize_name(pin.name) for pin in pins}


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_have_the_same_sections(name: str) -> None:
    chinese, english = (marks((folder / name).read_text("utf-8")) for folder in (MANUAL, MANUAL / "en"))
    assert chinese == english


def marks(text: str) -> list[str]:
    """The levels of the headings and the languages of the code blocks of a page, in order."""
    return [match[0] for match in re.finditer(r"^(?:#+(?= )|```\w+)", text, re.MULTILINE)]


@pytest.mark.parametrize("path", [MANUAL / "code.md", MANUAL / "en" / "code.md"])
def test_each_package_is_listed_with_its_licence(path: Path) -> None:
    rows = [(re.split("[,、]", names), licences) for names, licences in ROW.findall(path.read_text("utf-8"))]
    assert {canonicalize_name(name.strip()) for names, _ in rows for name in names} == set(requirements("requirements.txt").values())
    assert {licence for _, licences in rows for licence in licences.split(", ")} <= SPDX


def test_the_lock_has_what_is_pinned() -> None:
    locked = set(re.findall(r"^[\w.-]+==[^ ;\\]+", (ROOT / "requirements-lock.txt").read_text("utf-8"), re.MULTILINE))
    pins = requirements("requirements.txt") | requirements("requirements-dev.txt")
    assert set(pins) - locked == set()


def test_the_version_stands_in_the_changelog_and_the_manual() -> None:
    assert f"\n## {__version__} " in (ROOT / "CHANGELOG.md").read_text("utf-8")
    for name in ("docs/manual/running.md", "docs/manual/en/running.md"):
        assert set(re.findall(r"jiaozhu-([\d.]+)-py3", (ROOT / name).read_text("utf-8"))) == {__version__}
