"""The words of the interface are those of the region; the same words of an author stay hers, beside them, in a tag and in a title."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaozhu.outputs.script_variants.page import PageAddress, SiteAddress, converted_page
from jiaozhu.outputs.script_variants.segments import segment
from jiaozhu.pages.render import environment, inert
from jiaozhu.script_conversion.interface_words import INTERFACE_WORDS, interface_words, regional_words, with_references
from jiaozhu.script_conversion.regions import HONG_KONG, TAIWAN, Region
from jiaozhu.script_conversion.script import Script

TEMPLATE = '<p title="搜索“{{ words }}”">搜索<b>{{ words }}</b>的源文件，{{ words }}，&amp;复制。</p>'
EXPECTED = {
    TAIWAN: '<p title="搜尋「搜索文件」">搜尋<b>搜索文件</b>的來源檔，搜索文件，&amp;複製。</p>',
    HONG_KONG: '<p title="搜尋「搜索文件」">搜尋<b>搜索文件</b>的來源檔案，搜索文件，&amp;複製。</p>',
}


def in_script(page: str, region: Region) -> str:
    return converted_page(segment(page), PageAddress(SiteAddress("", (region,)), "index.html"), Script.for_region(region))


@pytest.mark.parametrize("region", EXPECTED, ids=lambda region: region.id)
def test_what_a_template_says_is_told_from_what_is_filled_in(region: Region, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(TEMPLATE, "utf-8")
    page = environment(tmp_path, inert).get_template("page.html").render(words="搜索文件")
    assert unescape(page) == unescape(TEMPLATE.replace("{{ words }}", "搜索文件")), "in Simplified script it reads as it is written"
    assert in_script(page, region) == EXPECTED[region]


def test_no_source_can_write_a_word_of_the_interface() -> None:
    """What is filled in is inert: its references are no references, and its Han characters are none either."""
    for words in ("搜索", "&#25628;&#32034;", "&amp;#25628;"):
        assert list(interface_words(str(inert(words)))) == []


@given(st.lists(st.sampled_from([*INTERFACE_WORDS, "的", "A", "，"]), max_size=6).map("".join))
def test_references_stand_for_what_was_written(text: str) -> None:
    written = with_references(text)
    assert unescape(written) == text
    for start, end, words in interface_words(written):
        assert unescape(written[start:end]) == words


@pytest.mark.parametrize("region", [TAIWAN, HONG_KONG], ids=lambda region: region.id)
def test_the_words_of_a_region_are_in_its_script(region: Region) -> None:
    script = Script.for_region(region)
    for word in INTERFACE_WORDS:
        said = regional_words(word, region.id)
        assert script.convert_block(said) == said
