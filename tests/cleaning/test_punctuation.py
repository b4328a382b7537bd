"""Destroyed punctuation: it is detected, sound text is left alone, and most marks are restored correctly."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jiaozhu.cleaning.lost_marks.mark_damage import COMMA, SPACE, STOP, Damage, damage
from jiaozhu.cleaning.lost_marks.mark_model import MARKS, Blank
from jiaozhu.cleaning.lost_marks.mark_places import Place
from jiaozhu.cleaning.punctuation import chosen, propose, restored
from jiaozhu.core.lines import lines
from jiaozhu.core.normalize import nfkc_letters
from jiaozhu.core.reading import Change, Reading, Span
from jiaozhu.editions.pipeline import CLEANING, apply_steps
from worlds import SOURCES, idents, rulebook

SPOILED = "kuaishou-jd-618"
SOUND = sorted({*idents()} - {SPOILED})
# What a careful editor wrote, paragraph by paragraph, where the source has 95 times ` 。`.
EDITED = (
    "，。，，，。，。 ，，。，。，，，，。，。 ，，，。，，，。 ，，。，。，，。，，。 ，。，。，，。 "
    "，，。，，。，。：，，。 ，。，，，。，，，。 ，，。，，。 ，，。 ，。，，。，。，，。 ，，。，。，，。"
)
COLON = "："
ANY = f"[{COMMA}{COLON}{STOP}]"

PRIMER = "今天是星期天。我们去公园玩。公园里有很多花。花是红色的。草是绿色的。小鸟在树上唱歌。妈妈给我们拍照。大家都很高兴。" * 6
OLD_PRINT = "学而时习之。不亦说乎。有朋自远方来。不亦乐乎。人不知而不愠。不亦君子乎。其为人也孝弟。而好犯上者鲜矣。" * 6
CATALOGUE = "红茶 绿茶 白茶 黑茶 乌龙茶 花茶 茶具 茶壶 茶杯 茶盘 茶叶罐 新品 热卖 促销 清仓 包邮 礼盒 散装 袋装 罐装\n" * 6
VERSE = "春山晓雾女伴翠来 采得新芽满竹筐\n一路歌声过石桥 炊烟起处是村庄\n" * 12
# Articles of our own, sound; the tests destroy their marks.
ARTICLES = (
    """石门村的茶农今年起得比往年更早。天还没有亮，山路上就有了手电筒的光，妇女们背着竹筐，三三两两地往坡上走。村里的会计说，今年的春茶比去年早了十天，因为冬天不冷，雨水也来得正是时候。

可是早来的春茶并没有卖出更高的价钱。镇上的收购商压低了价格，理由是外省的茶叶已经上市，而且品质不差。合作社的负责人去了三趟县城，想要找到新的买家，结果都没有谈成。

到底应该怎么办呢？有人主张自己开网店，有人觉得不如改种果树。老人们不愿意说话，他们种了一辈子茶，知道好年景和坏年景总是轮着来的。不过年轻人已经等不及了，去年冬天，村里又有十几个人去了南方的工厂。""",
    """图书馆重新开放的那一天，门口排起了长队。虽然下着小雨，但是没有人离开，孩子们举着伞，在台阶上跑来跑去。这座楼已经关闭了三年，期间换过两次施工队，也改过好几次图纸。

新馆一共有四层，一楼是儿童阅览室，二楼放报纸、杂志和地方文献，三楼以上是自习的地方。馆长介绍，他们把藏书增加到了三十万册，同时把借书的期限延长到四十天。如果读者需要的书馆里没有，可以在网上登记，一般两个星期就能买到。

一位退休教师说，他从小就在这里看书，现在又带着孙子来。他记得从前的阅览室很冷，冬天要穿着棉衣才坐得住，所以看见暖气的时候，他几乎不敢相信。工作人员希望大家爱护图书，因为很多书只有一本，坏了就再也找不到了。""",
    """这家公司成立于十年以前，最初只有五个人，租了一间不到二十平方米的办公室。他们做的第一个产品失败了，不仅没有赚到钱，而且欠下了不少债。创始人后来回忆，那段时间他每天只睡四个小时，一边找投资，一边修改程序。

转机出现在第三年。一家大型超市需要一套管理库存的软件，他们用两个月时间做了出来，价格只有对手的三分之一。此后订单越来越多，公司搬了三次家，员工也增加到了两百人。

然而，快速的增长带来了新的问题。新员工不熟悉业务，老员工又太忙，客户的投诉一个月比一个月多。去年春天，管理层决定放慢速度，先把服务做好，再去考虑扩张。从目前的情况来看，这个决定是正确的，因为虽然收入没有明显增加，但是留下来的客户比以前更多了。""",
)
SEVEN = "[，。、：；？！]"


def source(ident: str) -> Reading:
    """A source of the project before its marks are restored."""
    raw = (SOURCES / f"{ident}.txt").read_text("utf-8")
    return apply_steps(Reading.unchanged(raw), [step for step in CLEANING if step is not propose], rulebook())


def cleaned(raw: str) -> Reading:
    return apply_steps(Reading.unchanged(raw), [step for step in CLEANING if step is not propose], rulebook())


def spoiled(ident: str, put: str) -> Reading:
    return Reading.unchanged(regex.sub(ANY, put, source(ident).text))


def mended(reading: Reading) -> str:
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


@pytest.mark.parametrize(
    "text",
    [PRIMER, OLD_PRINT, OLD_PRINT.replace("。", ""), CATALOGUE, VERSE, PRIMER.replace("。", " 。"), OLD_PRINT.replace("。", " 。"), ""],
)
def test_leaves_what_only_looks_spoiled_alone(text: str) -> None:
    assert damage(Reading.unchanged(text)) is None


@pytest.mark.parametrize("ident", SOUND)
@pytest.mark.parametrize(("put", "mark"), [(" 。", STOP), ("。", STOP), ("，", COMMA)])
def test_detects_articles_that_were_spoiled(ident: str, put: str, mark: str) -> None:
    kind = damage(spoiled(ident, put))
    assert kind is not None
    assert kind.mark == mark


def test_sees_the_spaces_that_another_rule_has_cut() -> None:
    reading = source(SPOILED)
    assert " 。" not in reading.text
    kind = damage(reading)
    assert kind is not None
    assert kind.mark == STOP


@pytest.mark.parametrize("article", ARTICLES)
@pytest.mark.parametrize(("put", "mark"), [(" 。", STOP), ("。", STOP), (" ", SPACE), ("", "")])
def test_tells_the_kinds_of_damage_apart(article: str, put: str, mark: str) -> None:
    kind = damage(cleaned(regex.sub(SEVEN, put, article)))
    assert kind is not None
    assert kind.mark == mark


@pytest.mark.parametrize("article", ARTICLES)
def test_leaves_sound_marks_alone(article: str) -> None:
    assert damage(cleaned(article)) is None


# -------------------------------------------------------------------------------------------------------- restoration


def test_most_marks_are_what_an_editor_would_put() -> None:
    got = marks(mended(source(SPOILED)))
    assert accuracy(EDITED, got) >= 0.8
    assert accuracy(EDITED, got) > accuracy(EDITED, baseline(EDITED)) + 0.04


def test_a_colon_stands_before_a_quotation() -> None:
    assert "的话来讲就是：“快手做电商" in mended(source(SPOILED))


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("老人常说。“好茶是等出来的。”村里的年轻人却没有几个愿意听他的话。", "老人常说：“好茶是等出来的"),
        ("老人对来客说。村里的年轻人没有几个愿意听他的话。", "老人对来客说，村里的年轻人"),
        ("今年开秤的三个村子依次是。石门、下坪和高桥。其余的村子要再等上十天。", "依次是：石门、下坪和高桥"),
        ("茶社的人没有想好下一步。到底是接着种茶还是改种果树。", "下一步，到底是"),
        ("编辑。这一篇里的账目是由村里的会计重新算过一遍的。", "编辑：这一篇里的账目"),
        ("作坊每天早上7。30就生起炉火来等着山上的人送芽叶。", "早上7：30就生起炉火"),
        ("春茶的价钱比往年涨了10。11月5日那天又回落了一些下来。", "涨了10[，。]11月5日那天"),
        ("合作社的门牌号一共有四个。就是1。2。3。5这四个数字而已。", "2[，。、]3[，。、]5这四个"),
        ("茶山的第一条路修于2017。2018年又修通了通往村口的另一条。", "修于2017[，。]2018年又修通"),
    ],
)
def test_a_colon_stands_where_something_is_announced(line: str, kept: str) -> None:
    text = mended(Reading.unchanged(f"{spoiled(SPOILED, '。').text}\n{line}"))
    assert regex.search(kept, text.splitlines()[-1]), text.splitlines()[-1]


@pytest.mark.parametrize("put", [" 。", "，"])
def test_most_marks_of_a_spoiled_article_come_back(put: str) -> None:
    """The weights have seen this article: this shows that they are used, not how good they are."""
    ident = "kuaishou-reopens-links"
    assert accuracy(marks(source(ident).text), marks(mended(spoiled(ident, put)))) >= 0.8


@pytest.mark.parametrize("put", [" 。", "，"])
def test_a_paragraph_ends_with_a_full_stop(put: str) -> None:
    text = mended(spoiled("kuaishou-reopens-links", put))
    assert [line.text[-9:] for line in lines(text) if line.prose and line.text.endswith((COMMA, COLON))] == []


@pytest.mark.parametrize("article", ARTICLES)
@pytest.mark.parametrize("put", [" 。", "。", " "])
def test_marks_come_back_where_their_places_are_known(article: str, put: str) -> None:
    """None of these articles was trained on."""
    was = regex.findall(SEVEN, article)
    got = regex.findall(f"{SEVEN}| ", mended(cleaned(regex.sub(SEVEN, put, article))))
    assert len(was) == len(got)
    assert sum(a == b for a, b in zip(was, got, strict=True)) >= 0.75 * len(was)


@pytest.mark.parametrize("article", ARTICLES)
@pytest.mark.parametrize("put", [" 。", "。", " ", ""])
def test_only_marks_and_spaces_change(article: str, put: str) -> None:
    reading = cleaned(regex.sub(SEVEN, put, article))
    changes = [c for c in propose(reading, rulebook()) if isinstance(c, Change)]
    assert changes
    assert all(not reading.text[c.start : c.end].strip(STOP + " ") and {*c.put} <= {*MARKS, SPACE} and not c.sure for c in changes)
    assert nfkc_letters(mended(reading)) == nfkc_letters(reading.text)
    assert changes == [c for c in propose(reading, rulebook()) if isinstance(c, Change)]


@pytest.mark.parametrize("article", ARTICLES)
def test_clauses_are_told_apart_where_no_mark_is_left(article: str) -> None:
    """The borders that are restored are mostly true ones, and each paragraph ends as a sentence."""
    got = mended(cleaned(regex.sub(SEVEN, "", article)))
    assert [line for line in got.splitlines() if line and line[-1] not in "。？！"] == []
    truth, borders = borders_of(article), borders_of(got)
    assert len(truth & borders) >= 0.5 * max(len(truth), len(borders))


def borders_of(text: str) -> set[int]:
    """The places of marks inside the paragraphs, by the number of letters before them."""
    places, count = set(), 0
    for character in text.replace("\n", ""):
        count += character not in MARKS
        places |= {count} if character in MARKS else set()
    return places


@pytest.mark.parametrize("article", ARTICLES)
def test_probabilities_are_probabilities(article: str) -> None:
    text = cleaned(regex.sub(SEVEN, "。", article)).text
    for place, chances in restored(text, Damage(STOP)):
        assert math.isclose(sum(chances), 1)
        assert all(chance == 0 for mark, chance in zip(MARKS, chances, strict=True) if mark not in place.blank.candidates)


def test_near_equal_marks_are_left_unfilled() -> None:
    place = Place(Span(4, 5), "。", Blank("|0"))
    assert chosen((0.49, 0.48, 0.03, 0, 0, 0, 0), place, Damage(STOP)) == STOP
    assert chosen((0.6, 0.37, 0.03, 0, 0, 0, 0), place, Damage(STOP)) == COMMA
    assert chosen((0.49, 0.48, 0.03, 0, 0, 0, 0), replace(place, stands=""), Damage(SPACE)) == SPACE


def test_only_marks_of_questions_and_exclamations_are_doubled() -> None:
    place = Place(Span(4, 6), "。。", Blank("|0"))
    got = [chosen(tuple(float(mark == put) for mark in MARKS), place, Damage(STOP)) for put in MARKS]
    assert got == ["，", "。", "、", "：", "；", "？？", "！！"]
    assert chosen((0, 0, 0, 0, 0, 1, 0), replace(place, stands="  "), Damage(SPACE)) == "？"


def test_restores_nothing_but_marks_and_is_never_sure() -> None:
    reading = source(SPOILED)
    changes = list(propose(reading, rulebook()))
    assert changes
    assert {(reading.text[c.start : c.end], c.rule, c.sure) for c in changes} == {(STOP, "restored-mark", False)}
    confidences = [c.confidence or 0 for c in changes if isinstance(c, Change)]
    assert 0 < min(confidences) < 0.75 < max(confidences) <= 1
    assert COMMA in {c.put for c in changes} <= {*MARKS}
    assert nfkc_letters(mended(reading)) == nfkc_letters(reading.text)


def test_does_not_touch_what_it_has_restored() -> None:
    assert list(propose(Reading.unchanged(mended(source(SPOILED))), rulebook())) == []


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
@example("快手快手快手快手快手快手快手。。快手……")
def test_every_mark_of_any_text_can_be_decided(text: str) -> None:
    """A text that is surely spoiled, with anything behind it: the changes are of marks of one kind, and they do not overlap."""
    reading = Reading.unchanged(f"{spoiled(SPOILED, ' 。').text}\n{text}")
    changes: list[Change] = list(propose(reading, rulebook()))
    assert all({*reading.text[c.start : c.end]} in ({STOP}, {COMMA}) for c in changes)
    assert all(c.put in MARKS or {*c.put} in ({"？"}, {"！"}) for c in changes)  # a doubled mark may be restored as one: ？？
    reading.amend(changes)


def test_a_paragraph_of_any_length_is_decided() -> None:
    text = "在这样的情况下 。快手有着主播的优势 。" * 2000
    assert mended(Reading.unchanged(text)).startswith("在这样的情况下 ，快手")
