"""Characters: one coding for each, what nobody sees is cut, and what cannot be read is asked about and kept."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaozhu.cleaning.characters import UNREADABLE, canonical_forms, misread_text
from jiaozhu.core.model import Edition, Source
from jiaozhu.core.normalize import RADICALS
from jiaozhu.core.reading import Reading
from jiaozhu.editions.pipeline import edit
from jiaozhu.outputs.search.folding import SearchFold
from worlds import rulebook

TITLE = "老渡口的一天"
PROSE = "清早的风吹过渡口，船工解开缆绳，等第一个客人从坡上走下来，一直等到太阳出来。"


def edition(*paragraphs: str) -> Edition:
    raw = "\n\n".join((TITLE, PROSE, *paragraphs, PROSE.replace("清早", "傍晚")))
    return edit(Source("ferry", "sources/ferry.txt", raw, "", "utf-8", ""), None, rulebook())


def cleaned(paragraph: str) -> str:
    """A paragraph of an article after all steps; "" where it is no block of its own any more."""
    first, *rest = [block.text for block in edition(paragraph).blocks if block.kind != "title"]
    return rest[0] if first == PROSE and len(rest) > 1 else ""


def asked(paragraph: str) -> list[str]:
    """The words of a paragraph that cannot be read and are asked about."""
    reading = edition(paragraph).reading
    return [reading.raw[query.start : query.end] for query in reading.queries if query.rule in UNREADABLE]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        pytest.param("渡⼝的⽼船⼯姓⽯，⾄今⾛了三⼗年⽔路。", "渡口的老船工姓石，至今走了三十年水路。", id="KangXi"),
        pytest.param("⻋停在⻔外，⻢和⻥都运来了，⻓路上起了⼤⻛。", "车停在门外，马和鱼都运来了，长路上起了大风。", id="supplement"),
        pytest.param("⽤⼾要先登记，⾭年人可以优先上船。", "用户要先登记，青年人可以优先上船。", id="as in Simplified fonts"),
        pytest.param("姓\uf9e1的和姓\uf90a的，都住在\uf9dc安\uf966巷里头。", "姓李的和姓金的，都住在隆安復巷里头。", id="compatibility"),
        pytest.param("门牌上写的是\ufa19社二字，\U0002f800字没有人认得。", "门牌上写的是神社二字，丽字没有人认得。", id="beyond"),
        pytest.param("店名叫 Cre\u0300me Bru\u0302le\u0301e，就在码头的边上。", "店名叫Crème Brûlée，就在码头的边上。", id="French"),
        pytest.param("奶奶念的是 lu\u0308\u030c zi\u030c，不是 lu\u0301 zi。", "奶奶念的是 lǚ zǐ，不是 lú zi。", id="pinyin"),
        pytest.param(
            "招牌写着ハ\u309aン屋，又写着\u1112\u1161\u11ab\u1100\u1173\u11af。", "招牌写着パン屋，又写着한글。", id="kana and hangul"
        ),
        pytest.param("票价是２．５元，末班是１９：４５，打六折后涨了８％。", "票价是2.5元，末班是19:45，打六折后涨了8%。", id="numbers"),
        pytest.param("水深１２，５００毫米，气温在－５℃上下。", "水深12,500毫米，气温在-5℃上下。", id="separators"),
        pytest.param("写信到ｆｅｒｒｙ＠ｒｉｖｅｒ．ｃｎ，型号是ＤＫ－７／Ｃ。", "写信到ferry@river.cn，型号是DK-7/C。", id="addresses"),
        pytest.param("船頭說﹕「水漲了﹐先等一等﹔不要急﹗」", "船頭說：「水漲了，先等一等；不要急！」", id="small"),
        pytest.param(
            "︽渡口志︾寫道︰︵光緒年間︶有船三隻︐後來沒有了︒", "《渡口志》寫道：（光緒年間）有船三隻，後來沒有了。", id="vertical"
        ),
        pytest.param(
            "爐子上燒著水﹑飯﹑魚﹐人人都餓了﹒等船靠岸﹐就開飯﹒", "爐子上燒著水、飯、魚，人人都餓了。等船靠岸，就開飯。", id="full stops"
        ),
        pytest.param(
            "渡\u034f口在竹\ufe0f林\ufe00后面，\u3164走过\u2060去要一\u061c刻钟。", "渡口在竹林后面，走过去要一刻钟。", id="invisible"
        ),
    ],
)
def test_a_character_has_one_coding(paragraph: str, expected: str) -> None:
    if "。" in expected and "﹒" in paragraph:  # the small full stop is one only where the text has no other
        raw = "\n\n".join((TITLE, paragraph))
        reading = edit(Source("ferry", "sources/ferry.txt", raw, "", "utf-8", ""), None, rulebook())
        assert expected in [block.text for block in reading.blocks]
        return
    assert cleaned(paragraph) == expected


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param("奶奶念 bú yào jǐn，又念 máng máng、yuè guāng，念得很慢。", id="pinyin"),
        pytest.param("面积是 10 ㎡，第①步，x² 与 H₂O，价钱是 ℃ 和 № 之外的。", id="compatibility characters"),
        pytest.param("他发来一个 ╮︶︿︶╭ 和 ╮﹥﹏﹤╭，又发来 ╮╯︵╰╭。", id="faces"),
        pytest.param("导演史蒂芬﹒史匹柏在渡口拍过电影，住了半年。", id="name"),
        pytest.param("一家人👨\u200d👩\u200d👧坐船，☎\ufe0f在门口，第1\ufe0f\u20e3班船。", id="emoji"),
        pytest.param("葛\U000e0100城的葛字写法不同，校对的人要看仔细。", id="ideographic variant"),
        pytest.param("买了１，２，３号三张票，步骤１：３０分钟后开船。", id="lists"),
    ],
)
def test_what_stays(paragraph: str) -> None:
    """But for the width of letters and digits, and spaces."""
    kept = unicodedata.normalize("NFC", paragraph).translate({0xFF10 + n: str(n) for n in range(10)})
    assert cleaned(paragraph).replace(" ", "") == kept.replace(" ", "")


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        pytest.param("船舱的门\ufffd是木头的，门后挂着一盏灯。", ["\ufffd"], id="one lost"),
        pytest.param(
            "前一句是好的\ufffd\ufffd，后一句也是好的，可是隔了很远的地方\ufffd又缺了。", ["\ufffd\ufffd", "\ufffd"], id="two places"
        ),
        pytest.param("四周黑得什么也看不见，\ue863家都不说话。", ["\ue863"], id="private use"),
        pytest.param("中间忽然变成锟斤拷锟斤拷，往后又好了。", ["锟斤拷锟斤拷"], id="locks"),
        pytest.param("打开一看，里面是烫烫烫烫屯屯屯，再也没有别的字。", ["烫烫烫烫屯屯屯"], id="hot"),
        pytest.param(
            f"来信说：{'我们都好'.encode().decode('cp1252', 'replace').replace(chr(0xFFFD), '')}，勿念，船也修好了。",
            None,
            id="UTF-8 as cp1252",
        ),
        pytest.param(f"他写的是{'今天的水很大，船都停了'.encode().decode('latin-1')}，没有人看得懂。", None, id="UTF-8 as Latin-1"),
        pytest.param("渡口的船今天都停了，大家在等".encode().decode("gb18030", "ignore"), None, id="UTF-8 as GBK"),
        pytest.param(
            "渡口的船今天都停了，大家在等".encode("gbk").decode("cp1252", "replace").replace("\ufffd", ""), None, id="GBK as cp1252"
        ),
        pytest.param("渡口的船今天都停了，因為水太大，大家都在岸上等著".encode("big5").decode("gb18030", "ignore"), None, id="Big5 as GBK"),
    ],
)
def test_what_cannot_be_read_is_asked_about_once_and_kept(paragraph: str, expected: list[str] | None) -> None:
    words = asked(paragraph)
    assert words == expected if expected is not None else len(words) == 1
    assert all(part in edition(paragraph).reading.text for part in words)
    kinds = [block.kind for block in edition(paragraph).blocks if any(word in block.text for word in words)]
    assert kinds
    assert "heading" not in kinds


@pytest.mark.parametrize("paragraph", ["\ue600 收藏　\ue601 分享", "浠婂ぉ澶╂皵寰堝ソ", "第\ufffd节"])
def test_a_line_that_cannot_be_read_is_no_heading(paragraph: str) -> None:
    kinds = {block.text: block.kind for block in edition(paragraph).blocks}
    assert all(kind != "heading" for kind in kinds.values()), kinds


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "Café Été，Málaga、Łódź、Ångström，à côté du poêle，São Paulo，naïve",
        "骉驫麤犇羴鱻淼焱垚，龘靐齉齾，皕卌卅廿，孖喆堃淼",
        "佢哋喺度講嘢，睇吓個心仲喺度郁緊添，冇癮，畀咗把遮我",
        "ガラスの靴は、とても旨い珈琲。ｶﾀｶﾅ",
        "“……”——『』《》〈〉「」‘’·•、。",
        "αβγδ ε～ζ，Привет，мир，한국어 문장은 여기에 있다",
    ],
)
def test_rare_words_are_not_taken_for_misread_ones(text: str) -> None:
    assert list(misread_text.propose(Reading.unchanged(text), rulebook())) == []


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_canonical_forms_are_canonical_and_stay(text: str) -> None:
    """What comes out of the step is canonically equal to its input, radicals aside, and the step leaves it as it is."""
    book = rulebook()
    once = Reading.unchanged(text)
    once = once.amend(canonical_forms.propose(once, book))
    unified = "".join(RADICALS.get(c, c) for c in text)
    assert unicodedata.normalize("NFC", once.text) == unicodedata.normalize("NFC", unified)
    assert not list(canonical_forms.propose(Reading.unchanged(once.text), book))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("⼈⼯智能", "人工智能"),
        ("⻓江", "长江"),
        ("\uf914曲", "樂曲"),
        ("水﹐", "水，"),
        ("葛城", "葛\U000e0100城"),
        ("山\ufe0f顶", "山顶"),
    ],
)
def test_both_forms_are_searched_alike(typed: str, written: str) -> None:
    fold = SearchFold.for_table()
    assert fold(typed) == fold(written)
