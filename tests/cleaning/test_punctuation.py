"""Destroyed punctuation: it is detected, sound text is left alone, and most marks are restored correctly."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from jiaozhu.cleaning.punctuation import COLON, COMMA, STOP, mark_stretches, progress_signs, propose, surviving_mark
from jiaozhu.cleaning.punctuation_evidence import Lexicon, signs
from jiaozhu.core.errors import InputError
from jiaozhu.core.lines import lines
from jiaozhu.core.normalize import nfkc_letters
from jiaozhu.core.reading import Change, Reading
from jiaozhu.editions.pipeline import CLEANING, apply_steps
from jiaozhu.rules import load
from worlds import SOURCES, idents, rulebook, world

SPOILED = "kuaishou-jd-618"
SOUND = sorted({*idents()} - {SPOILED})
# What a careful editor wrote, paragraph by paragraph, where the source has 95 times ` 。`.
EDITED = (
    "，。，，，。，。 ，，。，。，，，，。，。 ，，，。，，，。 ，，。，。，，。，，。 ，。，。，，。 "
    "，，。，，。，。：，，。 ，。，，，。，，，。 ，，。，，。 ，，。 ，。，，。，。，，。 ，，。，。，，。"
)
ANY = f"[{COMMA}{COLON}{STOP}]"

PRIMER = "今天是星期天。我们去公园玩。公园里有很多花。花是红色的。草是绿色的。小鸟在树上唱歌。妈妈给我们拍照。大家都很高兴。" * 6
OLD_PRINT = "学而时习之。不亦说乎。有朋自远方来。不亦乐乎。人不知而不愠。不亦君子乎。其为人也孝弟。而好犯上者鲜矣。" * 6
UNMARKED = "随着大促的到来各大电商平台也早早启动了预热活动而除了补贴之外各大平台之间的合纵连横也开始暗流涌动" * 6


def source(ident: str) -> Reading:
    """A source of the project before its marks are restored."""
    raw = (SOURCES / f"{ident}.txt").read_text("utf-8")
    return apply_steps(Reading.unchanged(raw), [step for step in CLEANING if step is not propose], rulebook())


def spoiled(ident: str, put: str) -> Reading:
    return Reading.unchanged(regex.sub(ANY, put, source(ident).text))


def restored(reading: Reading) -> str:
    return reading.amend(propose(reading, rulebook())).text


def marks(text: str) -> str:
    """The marks of the paragraphs of a text, in order, paragraph by paragraph."""
    return " ".join("".join(regex.findall(ANY, line.text)) for line in lines(text) if line.prose)


def accuracy(before: str, after: str) -> float:
    """The share of marks that are the same in both."""
    assert len(before) == len(after)
    pairs = [(a, b) for a, b in zip(before, after, strict=True) if a != " "]
    return sum(a == b for a, b in pairs) / len(pairs)


def baseline(before: str) -> str:
    """The baseline: a comma for each mark, and a full stop at the end of each paragraph."""
    return " ".join(COMMA * (len(part) - 1) + STOP for part in before.split(" "))


# ---------------------------------------------------------------------------------------------------------- detection


@pytest.mark.parametrize("ident", SOUND)
def test_leaves_sound_articles_alone(ident: str) -> None:
    assert list(propose(source(ident), rulebook())) == []


@pytest.mark.parametrize("text", [PRIMER, OLD_PRINT, UNMARKED, PRIMER.replace("。", " 。"), OLD_PRINT.replace("。", " 。"), ""])
def test_leaves_what_only_looks_spoiled_alone(text: str) -> None:
    assert surviving_mark(Reading.unchanged(text), rulebook().signs) is None


@pytest.mark.parametrize("ident", SOUND)
@pytest.mark.parametrize(("put", "mark"), [(" 。", STOP), ("。", STOP), ("，", COMMA)])
def test_detects_articles_that_were_spoiled(ident: str, put: str, mark: str) -> None:
    assert surviving_mark(spoiled(ident, put), rulebook().signs) == mark


def test_sees_the_spaces_that_another_rule_has_cut() -> None:
    reading = source(SPOILED)
    assert " 。" not in reading.text
    assert surviving_mark(reading, rulebook().signs) == STOP


# -------------------------------------------------------------------------------------------------------- restoration


def test_most_marks_are_what_an_editor_would_put() -> None:
    got = marks(restored(source(SPOILED)))
    assert accuracy(EDITED, got) >= 0.8
    assert accuracy(EDITED, got) > accuracy(EDITED, baseline(EDITED)) + 0.04


def test_a_colon_stands_before_a_quotation() -> None:
    assert "的话来讲就是：“快手做电商" in restored(source(SPOILED))


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("老人常说。“好茶是等出来的。”村里的年轻人却没有几个愿意听他的话。", "老人常说：“好茶是等出来的"),
        ("老人对来客说。村里的年轻人没有几个愿意听他的话。", "老人对来客说，村里的年轻人"),
        ("今年开秤的三个村子依次是。石门、下坪和高桥。其余的村子要再等上十天。", "依次是：石门、下坪和高桥"),
        ("茶农不肯改种果树的原因有三个。果树挂果慢。山路运费贵。手艺也丢不下。", "原因有三个：果树挂果慢"),
        ("茶社的人没有想好下一步。到底是接着种茶还是改种果树。", "下一步，到底是"),
        ("编辑。这一篇里的账目是由村里的会计重新算过一遍的。", "编辑：这一篇里的账目"),
        ("作坊每天早上7。30就生起炉火来等着山上的人送芽叶。", "早上7：30就生起炉火"),
        ("春茶的价钱比往年涨了10。11月5日那天又回落了一些下来。", "涨了10[，。]11月5日那天"),
        ("合作社的门牌号一共有四个。就是1。2。3。5这四个数字而已。", "2[，。]3[，。]5这四个"),
        ("茶山的第一条路修于2017。2018年又修通了通往村口的另一条。", "修于2017[，。]2018年又修通"),
    ],
)
def test_a_colon_stands_where_something_is_announced(line: str, kept: str) -> None:
    text = restored(Reading.unchanged(f"{spoiled(SPOILED, '。').text}\n{line}"))
    assert regex.search(kept, text.splitlines()[-1]), text.splitlines()[-1]


@pytest.mark.parametrize("put", [" 。", "，"])
def test_most_marks_of_a_spoiled_article_come_back(put: str) -> None:
    """The weights have seen this article: this shows that they are used, not how good they are."""
    ident = "kuaishou-reopens-links"
    assert accuracy(marks(source(ident).text), marks(restored(spoiled(ident, put)))) >= 0.8


@pytest.mark.parametrize("put", [" 。", "，"])
def test_a_paragraph_ends_with_a_full_stop(put: str) -> None:
    text = restored(spoiled("kuaishou-reopens-links", put))
    assert [line.text[-9:] for line in lines(text) if line.prose and line.text.endswith((COMMA, COLON))] == []


def test_restores_nothing_but_marks_and_is_never_sure() -> None:
    reading = source(SPOILED)
    changes = list(propose(reading, rulebook()))
    assert changes
    assert {(reading.text[c.start : c.end], c.rule, c.sure) for c in changes} == {(STOP, "restored-mark", False)}
    assert {c.put for c in changes} == {COMMA, COLON}
    assert nfkc_letters(restored(reading)) == nfkc_letters(reading.text)


def test_does_not_touch_what_it_has_restored() -> None:
    assert list(propose(Reading.unchanged(restored(source(SPOILED))), rulebook())) == []


def test_changes_nothing_without_its_rule() -> None:
    assert list(propose(source(SPOILED), rulebook().without(["restored-mark"]))) == []


ATOMS = (
    "快手",
    "在这样的情况下",
    "事实上",
    "表示",
    "但",
    "1",
    "a",
    "。",
    " 。",
    "，",
    "：",
    "？",
    "；",
    "……",
    "“",
    "”",
    "（",
    "\n",
    " ",
    "\u3000",
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(ATOMS), max_size=60).map("".join))
def test_every_mark_of_any_text_can_be_decided(text: str) -> None:
    """A text that is surely spoiled, with anything behind it: the changes are of single marks, and they do not overlap."""
    reading = Reading.unchanged(f"{spoiled(SPOILED, ' 。').text}\n{text}")
    changes: list[Change] = list(propose(reading, rulebook()))
    assert all(reading.text[c.start : c.end] in (STOP, COMMA) and c.put in (COMMA, COLON, STOP) for c in changes)
    reading.amend(changes)


def test_a_paragraph_of_any_length_is_decided() -> None:
    text = "在这样的情况下 。快手有着主播的优势 。" * 2000
    assert restored(Reading.unchanged(text)).startswith("在这样的情况下 ，快手")


# ----------------------------------------------------------------------------------------------------------- the signs


def test_every_sign_has_a_weight_and_is_used() -> None:
    """A sign that the program does not see is dead weight; one that the table does not name would count for nothing."""
    named = {name for name, sign in rulebook().signs.items() if sign.where != "alone"}
    seen: set[str] = set()
    for ident in idents():
        text = regex.sub(ANY, STOP, source(ident).text) + "\n1。今天开始的是快手一二三四五六七八九十。是。他说：“好。”快手。2。"
        known = Lexicon.from_signs(rulebook().signs, text)
        for line in lines(text):
            for stretch in mark_stretches(line, STOP):
                seen.update(*(signs(gap, known) for gap in stretch.gaps), *progress_signs(stretch.gaps, known))
    assert seen <= named
    assert {name for name in named - seen if not rulebook().signs[name].words} == set()
    assert all(math.isfinite(sign.weight) for sign in rulebook().signs.values())


def test_no_word_stands_in_two_signs_of_one_place() -> None:
    words = [(sign.where, word) for sign in rulebook().signs.values() for word in sign.words]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("[next]", "mapping"),
        ("next: {words: [但]}", "weight"),
        ("next: {weight: high}", "number"),
        ("next: {weight: nan}", "number"),
        ("next: {weight: 1, words: [但]}", "where"),
        ("next: {weight: 1, where: there, words: [但]}", "next-begins"),
    ],
)
def test_a_wrong_table_is_refused(table: str, message: str, tmp_path: Path) -> None:
    _, errors = load.load(world(tmp_path, {}, {"marks.yml": table}).rules)
    assert [type(e).__mro__[1] for e in errors] == [InputError]
    assert message in str(errors[0])


def test_a_project_without_the_table_restores_nothing(tmp_path: Path) -> None:
    book, errors = load.load(world(tmp_path, {}, {"marks.yml": ""}).rules)
    assert not errors
    assert list(propose(source(SPOILED), book)) == []
