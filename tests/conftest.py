"""Settings of all tests: the option `--accept`, the marker of slow tests, and the profiles of Hypothesis."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

from shared import built_again, own_project

# Files whose tests share what takes long to make: a served site, a browser on it, an installation, books, or pages that were read.
TOGETHER = {
    *("test_desk.py", "test_desk_security.py", "test_kinds_of_pages.py", "test_content_policy.py", "test_search_ways.py"),
    *("test_hostile.py", "test_wheel.py", "test_epub.py", "test_cluster.py"),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="write the present output of the program into the expected parts of the golden files"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: runs MkDocs, or as long; leave these out with -m 'not slow'")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Slow tests begin first, so that no process is left alone with one at the end: those that share a browser, of which one process
    makes the site of this project, then, for the others meanwhile, what needs no site.
    """
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    if item.get_closest_marker("slow") is None:
        return 3
    if item.path.name == "test_kinds_of_pages.py":
        return 0
    return 2 if isinstance(item, pytest.Function) and "own" in item.fixturenames else 1


class FilesAndTests(LoadScopeScheduling):  # type: ignore[misc]
    """Tests go to whichever process is free, but all of a file of `TOGETHER` to one. The groups of xdist 3.8 are lost with pytest 9.2."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file.rpartition("/")[2] in TOGETHER else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> FilesAndTests:
    return FilesAndTests(config, log)


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """True if the golden files are to be rewritten with the present output."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this project with its site; read-only."""
    return own_project(tmp_path_factory)


@pytest.fixture(scope="session")
def again(own: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of another copy of this project with its site, made otherwise (`shared.built_again`); read-only."""
    return built_again(tmp_path_factory)


# There is no deadline, because the time of an example depends on the load of the machine. In CI the examples are the same each time.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")
