"""Settings of all tests: the option `--accept`, the marker of slow tests, and the profiles of Hypothesis."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from shared import own_project


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="write the present output of the program into the expected parts of the golden files"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: runs MkDocs; leave these out with -m 'not slow'")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Slow tests begin first, so that no process is left alone with one at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """True if the golden files are to be rewritten with the present output."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this project with its site; read-only."""
    return own_project(tmp_path_factory)


# There is no deadline, because the time of an example depends on the load of the machine. In CI the examples are the same each time.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")
