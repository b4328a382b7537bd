"""What all tests share: the option `--accept`, and the marker of slow tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from shared import own_project


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what the program says now into the expected parts of the golden files")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: runs MkDocs; leave these out with -m 'not slow'")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, so that no process is left alone with it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """True where the person at the keyboard takes what the program says now for right."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this project as built, for reading."""
    return own_project(tmp_path_factory)


# How long an example takes depends on what else the machine does. Where a change is judged, the same examples are tried each time.
settings.register_profile("here", deadline=None)
settings.register_profile("judged", deadline=None, derandomize=True)
settings.load_profile("judged" if os.environ.get("CI") else "here")
