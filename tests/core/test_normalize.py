"""The normal forms of text: each ignores what the table of the module says, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiaozhu.core.normalize import (
    COMPATIBILITY,
    HALF_WIDTH,
    caseless_letters,
    caseless_nfkc_letters,
    caseless_simplified,
    file_name_key,
    fold,
    half_width_marks,
    letters,
    nfkc,
    nfkc_letters,
    ordinary_characters,
    to_simplified,
    without_white_space,
)

Form = Callable[[str], str]

MANY = settings(max_examples=100, deadline=None)
FORMS: dict[str, Form] = {
    form.__name__: form
    for form in (
        *(letters, caseless_letters, nfkc, nfkc_letters, caseless_nfkc_letters),
        *(to_simplified, caseless_simplified, fold, half_width_marks, file_name_key),
    )
} | {"without_white_space": lambda text: without_white_space(text)[0]}
# Two texts that differ in one respect, and the forms to which they are the same.
LETTERS = {"letters", "caseless_letters", "nfkc_letters", "caseless_nfkc_letters"}
NFKC = {"nfkc", "nfkc_letters", "caseless_nfkc_letters"}
SAME: dict[str, tuple[str, str, set[str]]] = {
    "script, by character": ("電視", "电视", {"to_simplified", "caseless_simplified", "fold"}),
    "script, by phrase": ("乾杯", "干杯", {"to_simplified", "caseless_simplified", "fold"}),
    "case": ("GMV直播", "gmv直播", {"caseless_letters", "caseless_nfkc_letters", "caseless_simplified", "fold", "file_name_key"}),
    "case of several letters": ("straße", "STRASSE", {"caseless_letters", "caseless_nfkc_letters", "caseless_simplified", "file_name_key"}),
    "width of a letter": ("Ａ股", "A股", {*NFKC, "fold"}),
    "width of a comma": ("茶，水", "茶,水", {*LETTERS, *NFKC, "fold", "half_width_marks"}),
    "width of a full stop": ("茶。", "茶.", {*LETTERS, "half_width_marks"}),
    "width of a percent sign": ("三％", "三%", {*LETTERS, *NFKC, "fold"}),
    "width of a space": ("茶\u3000水", "茶 水", {*LETTERS, *NFKC, "without_white_space"}),
    "a mark": ("“茶”", "茶", LETTERS),
    "white space": ("茶 \n水", "茶水", {*LETTERS, "without_white_space"}),
    "a zero-width space": ("茶\u200b水", "茶水", LETTERS),
    "a ligature": ("ﬁne", "fine", {*NFKC, "caseless_letters", "caseless_simplified", "file_name_key"}),
    "a superscript": ("m²", "m2", NFKC),
    "composition": ("é", "e\u0301", {*NFKC, "file_name_key"}),
    "a lone surrogate": ("\ud800茶", "\ufffd茶", {*LETTERS, "to_simplified", "caseless_simplified"}),
}
ATOMS = (*"乾隆杯電电ＡaßİéﬁÅ，。“ \u3000\n\0\ud800𠮷👩\u200d👧", "e\u0301")

texts = st.lists(st.sampled_from(ATOMS), max_size=16).map("".join) | st.text(max_size=40)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("respect", SAME)
def test_a_form_ignores_what_the_table_says(respect: str, form: str) -> None:
    one, other, same = SAME[respect]
    assert (FORMS[form](one) == FORMS[form](other)) == (form in same)


def test_phrases_are_converted_by_their_neighbours_and_characters_by_themselves() -> None:
    assert (to_simplified("乾隆乾杯"), fold("乾隆乾杯")) == ("乾隆干杯", "干隆干杯")


@pytest.mark.parametrize("form", [to_simplified, fold, half_width_marks], ids=lambda form: form.__name__)
@MANY
@given(texts)
def test_offsets_are_kept(form: Form, text: str) -> None:
    assert len(form(text)) == len(text)


@pytest.mark.parametrize("form", [letters, caseless_letters, nfkc, fold, half_width_marks], ids=lambda form: form.__name__)
@MANY
@given(texts)
def test_the_form_of_a_form_is_itself(form: Form, text: str) -> None:
    once = form(text)
    assert form(once) == once


@MANY
@given(texts)
def test_folding_minds_no_neighbours(text: str) -> None:
    assert fold(text) == "".join(map(fold, text))


@pytest.mark.parametrize("text", ["ＡＢＣ１２３％", "電商平臺", "İß", "\ud800", "\0乾"])
def test_folding_keeps_odd_places(text: str) -> None:
    assert len(fold(text)) == len(text)


@MANY
@given(texts, st.data())
def test_characters_without_white_space_know_their_places(text: str, data: st.DataObject) -> None:
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    characters, offsets = without_white_space(text, start, end)
    assert characters == "".join(text[start:end].split()) == "".join(text[at] for at in offsets)
    assert list(offsets) == sorted(set(offsets))
    assert all(start <= at < end for at in offsets)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“快手”，2020年！", "快手2020年"),
        ("Kuai Shou—STRASSE straße", "kuaishoustrassestrasse"),
        ("ＡＢ", "ａｂ"),
        ("𠮷😀", "𠮷"),
        ("İstanbul", "istanbul"),
        (" \r\n\ufeff…", ""),
    ],
)
def test_caseless_letters_by_example(text: str, expected: str) -> None:
    assert caseless_letters(text) == expected


@MANY
@given(texts)
def test_caseless_letters_are_letters_alone(text: str) -> None:
    assert caseless_letters(text) == "".join(c for c in caseless_letters(text) if c.isalnum())


@MANY
@given(texts, st.sampled_from(["，", " ", "\n", "“", "\u200b", "😀"]), st.data())
def test_caseless_letters_are_blind_to_marks_and_white_space(text: str, mark: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    assert caseless_letters(text[:at] + mark + text[at:]) == caseless_letters(text)


@MANY
@given(st.text("abcxyzßéÄΩσЖ"))
def test_caseless_letters_are_blind_to_case(text: str) -> None:
    assert caseless_letters(text) == caseless_letters(text.upper()) == caseless_letters(text.lower())


def test_half_width_twins_are_those_of_ascii_marks_letters_and_digits() -> None:
    assert "".join(map(chr, HALF_WIDTH)) == "".join(chr(0xFEE0 + code) for code in range(ord("!"), ord("~") + 1))
    assert fold("～｟｠") == "~｟｠"


@pytest.mark.parametrize(
    ("character", "twice"), [("\uf900", True), ("\ufad9", True), ("ﬀ", False), ("\U0002f800", True), ("\U0002fa1d", True)]
)
def test_which_ideographs_were_encoded_twice(character: str, twice: bool) -> None:
    assert any(ord(character) in codes for codes in COMPATIBILITY) == twice


@pytest.mark.parametrize(
    ("text", "ordinary"),
    [
        pytest.param("⼀⿕⼾⾭", "一龠户青", id="radicals of KangXi"),
        pytest.param("⻁⻘⺁", "虎青厂", id="radicals of the supplement"),
        pytest.param("Ａｂ１２", "Ab12", id="letters and digits in full width"),
        pytest.param("（好！）～", "（好！）～", id="marks as they are"),
        pytest.param("cafe\u0301", "café", id="a letter with its mark"),
        pytest.param("\uf900\U0002f800", "豈丽", id="encoded twice"),
        pytest.param("海Ab１²", "海Ab1²", id="nothing else"),
    ],
)
def test_ordinary_characters_in_the_place_of_others(text: str, ordinary: str) -> None:
    assert ordinary_characters(text) == ordinary
