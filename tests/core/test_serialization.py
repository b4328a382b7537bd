"""Records as bytes: they come back as they were, what is none of their type is refused, and their digests are the same in every process."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from jiaozhu.core.errors import RuleError
from jiaozhu.core.model import Edition
from jiaozhu.core.reading import Change, Reading
from jiaozhu.core.serialization import decode, encode, record_digest
from worlds import HOOKS, edition, idents


@pytest.mark.parametrize("ident", idents())
def test_an_edition_comes_back_as_it_was(ident: str) -> None:
    back = decode(encode(edition(ident)), Edition)
    assert back == edition(ident)
    assert back is not None
    assert back.reading.text == edition(ident).reading.text


@given(st.text(alphabet="茶a\n", max_size=9), st.integers(0, 9), st.text(max_size=3))
def test_a_reading_comes_back(raw: str, at: int, put: str) -> None:
    reading = Reading.unchanged(raw).amend([Change(min(at, len(raw)), len(raw), put, "rule")])
    assert decode(encode(reading), Reading) == reading


@given(st.binary(max_size=30))
def test_what_is_no_record_is_refused(data: bytes) -> None:
    assert decode(data, Edition) is None
    assert decode(None, Edition) is None


def test_a_lone_surrogate_is_not_kept_but_has_a_digest() -> None:
    assert encode(("茶", "\ud800")) is None
    assert record_digest(("茶", "\ud800")) != record_digest(("茶", "\ud801"))


@dataclass(frozen=True, slots=True)
class Thing:
    value: object


def test_the_digest_tells_records_apart() -> None:
    values = ("a", Markup("b"), regex.compile("a"), regex.compile("a", regex.IGNORECASE), RuleError("a", 1, "b", "c"), None, 1, (1,))
    assert len({record_digest(Thing(value)) for value in values}) == len(values)
    assert record_digest({"a": 1, "b": 2}) != record_digest({"b": 2, "a": 1})
    with pytest.raises(NotImplementedError):
        record_digest(Thing(object()))


def test_the_digest_of_an_edition_is_the_same_in_every_process() -> None:
    imports = "from worlds import edition, idents; from jiaozhu.core.serialization import record_digest"
    program = f"{imports}; print(record_digest(edition(idents()[0])))"
    path = os.pathsep.join((str(HOOKS), os.path.dirname(os.path.dirname(__file__))))
    environments = ({**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed} for seed in ("1", "2"))
    digests = {subprocess.run([sys.executable, "-c", program], env=env, check=True, capture_output=True).stdout for env in environments}
    assert len(digests) == 1
