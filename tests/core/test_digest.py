"""The names by which results are kept."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaozhu.core import digest
from jiaozhu.core.digest import code_digest, import_closure, key

parts = st.lists(st.text("a\0\ud800茶", max_size=3), max_size=4)


@given(parts, parts)
def test_two_lists_of_parts_have_one_name_only_if_they_are_equal(one: list[str], other: list[str]) -> None:
    assert (key(*one) == key(*other)) == (one == other)


def test_names_are_hexadecimal() -> None:
    assert re.fullmatch("[0-9a-f]{64}", key("茶"))
    assert re.fullmatch("[0-9a-f]{64}", code_digest("jiaozhu.core.digest"))


def test_a_stage_depends_on_the_code_that_makes_it_and_on_no_other() -> None:
    """So a change of the words of a page edits no source again."""
    editing = import_closure("jiaozhu.editions.pipeline")
    assert {"jiaozhu.cleaning", "jiaozhu.cleaning.punctuation", "jiaozhu.core.reading", "jiaozhu.facts.term_usage.words"} <= editing
    assert not [name for name in editing if name.split(".")[1] in ("pages", "outputs", "build", "corpus", "glossary")]
    converting = import_closure("jiaozhu.outputs.script_variants.variant_build")
    assert "jiaozhu.script_conversion.script" in converting
    assert not [name for name in converting if name.split(".")[1] in ("cleaning", "editions", "pages", "build")]


def test_a_module_in_a_function_counts_too() -> None:
    assert "jiaozhu.cleaning.main_content" in import_closure("jiaozhu.editions.pipeline")
    texts = {"jiaozhu.a": "def f():\n    from .b import c  # late\n", "jiaozhu.b": "from . import (  # both\n    d,\n    e as f,\n)\n"}
    targets = {name: list(digest._targets("jiaozhu", text)) for name, text in texts.items()}
    assert targets == {"jiaozhu.a": ["jiaozhu.b"], "jiaozhu.b": ["jiaozhu"]}


def test_another_release_of_a_package_makes_another_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    before = code_digest("jiaozhu.core.lines")
    digest._environment.cache_clear()
    code_digest.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(digest, "version", lambda name: "0" if name == "rjieba" else "1")
        assert code_digest("jiaozhu.core.lines") != before
    digest._environment.cache_clear()
    code_digest.cache_clear()
    assert code_digest("jiaozhu.core.lines") == before
