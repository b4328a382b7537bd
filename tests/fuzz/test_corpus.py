"""The kept inputs of the fuzzer: those it begins with, and those that once broke the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuzz.targets import TARGETS

KEPT = sorted((Path(__file__).parent / "corpus").glob("*/*"))


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_kept_input_keeps_the_promises(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


def test_every_target_has_kept_inputs() -> None:
    assert {path.parent.name for path in KEPT} == TARGETS.keys()
