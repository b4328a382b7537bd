"""What all tests share: the option `--accept`, and the marker of slow tests."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what the program says now into the expected parts of the golden files")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: runs MkDocs; leave these out with -m 'not slow'")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """True where the person at the keyboard takes what the program says now for right."""
    return bool(request.config.getoption("--accept"))


# How long an example takes depends on what else the machine does. Where a change is judged, the same examples are tried each time.
settings.register_profile("here", deadline=None)
settings.register_profile("judged", deadline=None, derandomize=True)
settings.load_profile("judged" if os.environ.get("CI") else "here")
