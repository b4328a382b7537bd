"""The pinyin of an article: words that are read as words, aligned with the Han characters of the text, and no word of the source."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaozhu.core.lines import HAN
from jiaozhu.pages.pinyin.page import FixedWord, PinyinBlock, PinyinInput, block_reading, render
from worlds import published

TEXTS = st.text(st.sampled_from("重新开启银行行长慢慢地走了解了得〇𠮷A1，。 \n“”-/*.?\u2060"), max_size=30)


def reading(text: str, *fixed: FixedWord) -> str:
    return block_reading(PinyinBlock("b1", text, fixed)).replace("*", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("快手重新开启", "kuài.shǒu chóng.xīn kāi.qǐ"),
        ("银行的行长走了", "yín.háng de háng.zhǎng zǒu le"),
        ("慢慢地走", "màn.màn de zǒu"),
        ("音乐和快乐", "yīn.yuè hé kuài.lè"),
        ("2020年，GMV增长", "nián/zēng.zhǎng"),
        ("“行”", "xíng"),
        ("GMV", ""),
    ],
)
def test_a_character_is_read_as_its_word_has_it(text: str, expected: str) -> None:
    assert reading(text) == expected


def test_terms_and_names_are_words_and_are_read_as_their_entries_say() -> None:
    assert reading("快手宿华说", FixedWord(2, 4, "sù huá")) == "kuài.shǒu sù.huá shuō"
    assert reading("上快手买", FixedWord(1, 3, "")) == "shàng kuài.shǒu mǎi"


def test_a_longer_name_is_read_by_the_shorter_ones_in_it(tmp_path: Path) -> None:
    entry = "  - {id: %s, form: %s, kind: 平台, about: 平台。, source: 编者}\n"
    names = "kinds: [平台]\nnames:\n" + "".join(entry % pair for pair in (("a", "快手"), ("b", "快手电商"), ("c", "电商")))
    files = {"docs/names.yml": names, "sources/tea.txt": f"渡口\n\n她成为快手电商代言人，{'河上的雾还没有散，' * 12}船家把茶摆在窗下。\n"}
    made = {file.path: file.content for file in published(tmp_path, files).files}
    assert "chéng.wéi kuài.shǒu diàn.shāng" in str(made["articles/tea/pinyin.js"]).replace("*", "")


def test_words_that_everyday_chinese_hardly_has_are_known_as_such() -> None:
    assert block_reading(PinyinBlock("b1", "我们带货", ())) == "wǒ.men *dài.huò"


@given(TEXTS)
def test_there_is_one_syllable_for_each_han_character(text: str) -> None:
    own = [len(run) for run in re.findall(rf"(?:{HAN.pattern})+", text)]
    runs = reading(text).split("/") if own else []
    assert [len([s for word in run.split(" ") for s in word.split(".")]) for run in runs] == own


def test_the_file_holds_no_word_of_the_source() -> None:
    [file] = render(PinyinInput("tea", (PinyinBlock("b1", "</script>茶<img onerror=alert(1)>", ()),)))
    assert (file.path, file.content) == ("articles/tea/pinyin.js", 'jzPinyin({"b1":"chá"})\n')


def test_the_pinyin_of_an_entry_is_that_of_its_first_form(tmp_path: Path) -> None:
    names = """kinds: [人物]
names:
  - {id: su-hua, form: 宿华, also: [华老], kind: 人物, about: 采茶的人，后来开了一家茶行。, pinyin: sù huá}
"""
    source = "春茶上市\n\n宿华上山采了头一批茶，华老就是他，太阳落山才回来。\n"
    files = published(tmp_path, {"sources/tea.txt": source, "docs/names.yml": names, "docs/index.md": "# 校注\n"}).files
    content = next(file.content for file in files if file.path == "articles/tea/pinyin.js")
    assert isinstance(content, str)
    assert "sù.huá" in content
    assert "huá.lǎo" in content


def test_each_article_has_its_file(tmp_path: Path) -> None:
    source = "春茶上市\n\n山上的茶农采了头一批茶，太阳落山才回来。\n"
    files = published(tmp_path, {"sources/tea.txt": source, "docs/index.md": "# 校注\n"}).files
    content = next(file.content for file in files if file.path == "articles/tea/pinyin.js")
    assert isinstance(content, str)
    [words] = json.loads(content.removeprefix("jzPinyin(").removesuffix(")\n")).values()
    assert words.startswith("shān.shàng de ")
