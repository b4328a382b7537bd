"""Errors in words: where, what, what to do; what a file is called obeys no terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiaozhu.core.errors import NAMED, PageError, SidecarError, SourceError, read_text, some_ids


def test_an_error_says_where_it_is_and_what_to_do() -> None:
    assert str(SourceError("sources/tea.txt", 3, "no title", "write one")) == "sources/tea.txt:3: no title\n    write one"
    assert str(SourceError("sources/tea.txt", None, "no title", "write one")) == "sources/tea.txt: no title\n    write one"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param("茶　园 a.txt", "茶　园 a.txt", id="as it is"),
        pytest.param("\x1b[31mtea", "\\x1b[31mtea", id="a control sequence"),
        pytest.param("tea\u202egnp", "tea\\u202egnp", id="the other direction"),
        pytest.param("tea\udcff", "tea\\udcff", id="no UTF-8"),
        pytest.param("tea\ntwo", "tea\\ntwo", id="two lines"),
    ],
)
def test_what_a_terminal_obeys_is_written_as_a_literal(name: str, told: str) -> None:
    assert str(SidecarError(name, 2, "no source", "rename it")) == f"{told}:2: no source\n    rename it"


def test_what_is_wrong_may_have_several_lines_and_nothing_that_a_terminal_obeys() -> None:
    assert str(PageError("a.md", None, "one\ntwo\x1b[2J", "mend\x07 it")) == "a.md: one\ntwo\\x1b[2J\n    mend\\x07 it"


def test_a_few_ids_are_listed_and_of_many_how_many_more() -> None:
    idents = [f"n{n}" for n in range(NAMED + 2)]
    assert some_ids(iter(idents[:NAMED])) == ", ".join(idents[:NAMED])
    assert some_ids(idents) == f"{', '.join(idents[:NAMED])} and 2 more"


def test_a_file_that_is_no_utf_8_is_an_error_at_its_byte(tmp_path: Path) -> None:
    path = tmp_path / "names.yml"
    path.write_bytes(b"\xef\xbb\xbfname: x\n")
    assert read_text(path, "docs/names.yml", PageError) == "name: x\n"
    path.write_bytes("茶".encode() + b"\xff")
    with pytest.raises(PageError) as caught:
        read_text(path, "docs/names.yml", PageError)
    assert (caught.value.place, caught.value.what) == ("docs/names.yml", "not UTF-8 at byte 3")
