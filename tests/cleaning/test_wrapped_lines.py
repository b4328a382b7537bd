"""Hard wraps and page breaks: any text that was wrapped at a margin comes back, and lines that are lines stay."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaozhu.cleaning import wrapped_lines
from jiaozhu.core.reading import Reading
from worlds import rulebook

PIECES = (
    "春茶比往年早了十天上市",
    "茶农说这是因为冬天不冷",
    "雨水也来得正是时候",
    "渡口的何师傅摇了四十年船",
    "今年的船票没有涨价",
)
PIECE_CHARACTERS = " " + "".join(PIECES)


def text_of(raw: str) -> str:
    reading = Reading.unchanged(raw)
    return reading.amend(list(wrapped_lines.propose(reading, rulebook()))).text


def wrapped(paragraph: str, columns: int, indent: str) -> str:
    """A paragraph in lines, none of which begins with a mark."""
    result, line = [], indent
    for character, following in zip(paragraph, paragraph[1:] + " ", strict=True):
        if sum(1 + (not c.isascii()) for c in line + character + following.strip(PIECE_CHARACTERS)) > columns:
            result.append(line)
            line = ""
        line += character
    return "\n".join([*result, line])


@pytest.mark.parametrize(("indent", "between"), [("　　", "\n"), ("", "\n\n"), ("    ", "\n")])
def test_paragraphs_come_back(indent: str, between: str) -> None:
    choice, back, total = random.Random(7), 0, 0
    for _ in range(40):
        columns = choice.randint(36, 80)
        lengths = [choice.randint(4, 20) for _ in range(choice.randint(3, 6))]
        whole = ["，".join(choice.choice(PIECES) for _ in range(length)) + "。" for length in lengths]
        raw = "渡口日记\n\n" + between.join(wrapped(paragraph, columns, indent) for paragraph in whole) + "\n"
        text = text_of(raw)
        assert "".join(text.split()) == "".join(raw.split())
        lines = [line.strip() for line in text.splitlines()]
        back += sum(paragraph in lines for paragraph in whole)
        total += len(whole)
    assert back >= 0.97 * total


@given(st.text("春茶，。 　\nA-1第页—"))
def test_nothing_but_furniture_is_lost(raw: str) -> None:
    changes = list(wrapped_lines.propose(Reading.unchanged(raw), rulebook()))
    lost = [raw[change.start : change.end].strip() for change in changes if raw[change.start : change.end].strip(" \n　-")]
    text = Reading.unchanged(raw).amend(changes).text
    assert sum(map(str.isalnum, text)) == sum(map(str.isalnum, raw)) - sum(map(str.isalnum, "".join(lost)))
    assert not [words for words in lost if "茶" in words and words not in raw.splitlines() and raw.count(words) < 2]


@pytest.mark.parametrize(
    "raw",
    [
        "渡口\n\n摇橹的人已经走远了\n水面上只剩下一条线\n对岸的灯还没有点亮\n天就这样慢慢地黑了\n",  # verse
        "名单\n\n第一组的组长是何小满，组员有三个人\n第二组的组长是陆小远，组员有四个人\n第三组的组长是温小河，组员有五个人\n",
        "清单\n\n1. 带上一条长的绳子，绳子要结实\n2. 带上一盏防风的灯，灯油要装满\n3. 带上三天吃的干粮，干粮要晒干\n",
        "今天渡口的人很多，大家都是来看热闹的。\n\n明天就没有这么多人了，桥要通车了。\n",
        "第一章\n\n1\n\n渡口在山脚下，坐船的人不多。\n\n2\n\n桥修好以后，渡口就没有人了。\n\n3\n\n船也卖了。\n",
        "1\n00:00:01,000 --> 00:00:03,000\n大家好\n\n2\n00:00:03,500 --> 00:00:05,000\n我是何小满\n",
    ],
)
def test_lines_that_are_lines_stay(raw: str) -> None:
    assert text_of(raw) == raw


def test_a_sentence_goes_on_behind_a_page() -> None:
    raw = (
        "渡口在山脚下，对岸是一片桑园，采桑的人每天坐船\n过来，天黑了又坐船回去，年年如此，从来没有人觉得\n\n- 31 -\n\n渡口旧事\n不方便。"
        "后来桥修好了，船就停在岸边，再也没有人来\n坐，船板一块一块地烂掉了。\n\n- 32 -\n\n渡口旧事\n摇船的人去了城里，他在那里看大门。\n"
    )
    text = text_of(raw)
    assert "从来没有人觉得不方便。后来桥修好了，船就停在岸边，再也没有人来坐，船板一块一块地烂掉了。" in text
    assert "渡口旧事" not in text
    assert "31" not in text


def test_a_running_head_of_two_lines_that_is_the_title_too_goes_from_between_the_pages() -> None:
    head = "山里消息 2021年第5期（总第281期）\n茶事"
    first = "渡口在山脚下，对岸是一片桑园，采桑的人每天坐船\n过来，天黑了又坐船回去，年年如此，从来不说累，"
    second = "也不说闲。后来桥修好了，船就停在岸边，再也没有人\n来坐，船板一块一块地烂掉了，像一棵倒在水里的树，"
    text = text_of(f"{head}\n\n{first}\n— 2 —\n\n{head}\n{second}\n— 3 —\n\n{head}\n慢慢地变成泥。\n")
    assert text.count("山里消息") == 1
    assert text.count("茶事") == 1
    assert "从来不说累，也不说闲。" in text
    assert "倒在水里的树，慢慢地变成泥。" in text
    of_sections = text_of(f"{head}\n\n{first}\n— 2 —\n\n{head}\n{second}\n— 3 —\n\n{head[:-2]}旧事\n慢慢地变成泥。\n")
    assert "倒在水里的树，慢慢地变成泥。" in of_sections


def test_a_sentence_goes_on_behind_a_comma_at_the_end_of_a_page() -> None:
    first = (
        "渡口在山脚下，对岸是一片桑园，采桑的人每天坐船\n过来，天黑了又坐船回去，年年如此，有人问他们累不\n"
        "累，他们都说习惯了，问的人也就不好意思再问什么，"
    )
    second = "“真的习惯了？”后来桥修好了，船就停在岸边，再也\n没有人来坐，船板一块一块地烂掉了，像一棵倒在水里\n的树，慢慢地变成泥。\n"
    text = text_of(f"{first}\n\n· 31 ·\n\n{second}\n· 32 ·\n")
    assert "再问什么，“真的习惯了？”后来桥修好了，船就停在岸边，再也没有人来坐" in text


def test_marks_of_pages_in_other_forms_go_and_the_sentence_is_whole() -> None:
    above = "桥修好了，渡口只剩下两班船，坐船的多半是老人，"
    text = text_of(f"{above}\n\n点击进入下一页\n\n第2/3页\n\n他们舍不得船。\n\n第3/3页\n")
    assert text.split() == [f"{above}他们舍不得船。"]
    verse = "摇橹的人走了，\n\n第2页\n\n水面上只剩一条线。\n"
    assert text_of(verse).split() == ["摇橹的人走了，", "水面上只剩一条线。"]


def test_pages_with_chinese_numbers_go_only_between_brackets_or_dashes() -> None:
    text = text_of("桥修好了，渡口只剩下两班船，坐船的多半是\n\n（第二页）\n\n老人。\n\n—第三页—\n\n第四页\n")
    assert text.split() == ["桥修好了，渡口只剩下两班船，坐船的多半是老人。", "第四页"]


def test_links_between_the_pages_of_an_article_go() -> None:
    text = text_of("桥修好了，渡口只剩下两班船，坐船的多半是老人。\n\n上一页 1 2 3 4 下一页\n\n（第3页 共4页）\n\n船长姓温，他还不想走。\n")
    assert text.split() == ["桥修好了，渡口只剩下两班船，坐船的多半是老人。", "船长姓温，他还不想走。"]


def test_a_word_that_was_broken_is_whole_again() -> None:
    text = text_of("书目\n\n架上有一本英文书叫作 A History of Travel-\nling Players，讲的是走江湖的戏班，书页都黄\n了，没有人借过它。\n")
    assert "Travelling Players，讲的是走江湖的戏班，书页都黄了，没有人借过它。" in text


def test_a_word_that_was_broken_in_a_short_line_is_whole_again() -> None:
    raw = (
        "书目\n\n架上有一本英文书叫作 A History of Travel-\nling Players，讲的是走江湖的戏班，书页都黄\n"
        "了，捐书的是 Inter-\nnational Theatre，"
        "当时\n他们在城里演出，演完了没有钱回家，就把书留\n给了图书馆，如今谁也没有借过它。\n"
    )
    assert "捐书的是 International Theatre" in text_of(raw)
