"""Sources that are one article: which they are, what is supplied to the base, and what the apparatus holds of the others."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jiaozhu.collation import collate
from jiaozhu.collation.base_text import choose_base, compact_body
from jiaozhu.collation.merge import merge
from jiaozhu.collation.sigla import siglum
from jiaozhu.collation.variants import reconstruct_witness
from jiaozhu.core.decisions import Quote, Reference, Sidecar
from jiaozhu.core.invariants import verify
from jiaozhu.core.model import Edition, Source, Variant
from jiaozhu.core.normalize import nfkc_letters
from jiaozhu.core.reading import Reading
from jiaozhu.corpus.merge_duplicates import merge_duplicates
from jiaozhu.corpus.same_article import same_article_groups
from jiaozhu.editions.pipeline import edit
from jiaozhu.facts.same_article_sketch import SAMPLE, letters_of, sketch_of
from worlds import rulebook

TEA = """春茶上市

2019-04-08

今年的春茶比往年早了十天上市。茶农陈老伯说，这是因为冬天不冷，雨水也来得正是时候。他家的三十亩茶园，头一批鲜叶已经卖到了一百二十元一斤。

制茶的作坊就在村口。鲜叶摊开晾上半天，再下到铁锅里炒，炒茶的师傅全凭一双手试火候。炒过的茶叶还要揉捻、烘干，四斤鲜叶才出一斤干茶。

镇上的茶市天不亮就开了。从省城赶来的茶商提着灯笼挨家看货，看中了就蹲在路边还价。陈老伯的儿子如今也在网上卖茶，他说网上的客人看不见茶叶，只好把炒茶的经过拍给他们看。
"""
FERRY = """渡口

2018-06-02

老渡口要关了。摆渡的何师傅在这条江上撑了四十年船，最后一班船只坐了三个人，其中一个还是专程赶来拍照的学生。

新桥通车以后，过江只要两分钟，再也没有人愿意在岸边等船。何师傅把缆绳一圈一圈盘好，说这条绳子比他的儿子还大两岁。
"""
PASSAGE = (
    "县里的年鉴记着一件旧事：嘉庆年间大水，江上漂下来一只木箱，箱里装的是半箱茶饼和一册账本，账本上的字迹被水泡得看不清楚，"
    "只认得出封面上的商号。后来商号的后人找来，愿意出钱赎回账本，村里人却把它供进了祠堂，一直到民国二十年祠堂失火。"
)
REPORT = (
    "县统计局公布了{0}月份的茶叶产量。全县共采摘鲜叶{1}吨，比上月增加{2}吨；制成干茶{3}吨，其中绿茶{4}吨，红茶{5}吨。"
    "茶叶的平均收购价为每斤{6}元。统计局提醒广大茶农，雨季将至，请及时检查作坊的屋顶和烘干设备，以免受潮。\n"
)


def edition_of(ident: str, text: str, sidecar: Sidecar | None = None) -> Edition:
    source = Source(ident, f"sources/{ident}.txt", text, hashlib.sha256(text.encode()).hexdigest(), "utf-8", "")
    return edit(source, sidecar, rulebook())


def merged(*texts: str) -> Edition:
    """The edition of copies that are called a, b, c, …; its witnesses must be reconstructible."""
    group = [edition_of(ident, text) for ident, text in zip("abcdefgh", texts, strict=False)]
    edition = merge(group, rulebook())
    assert_reconstructible(edition, group)
    return edition


def assert_reconstructible(edition: Edition, group: Sequence[Edition]) -> None:
    """Fail where a reading has no witness, or where the body of a witness cannot be reconstructed from the edition."""
    known = {copy.source.id: copy for copy in group}
    verify(edition.reading, rulebook().rules, {ident: copy.source.raw for ident, copy in known.items()})
    assert {edition.source.id, *(witness.id for witness in edition.witnesses)} == known.keys()
    for ident in (witness.id for witness in edition.witnesses):
        assert reconstruct_witness(edition.reading.text, compact_body(edition), edition.variants, ident) == compact_body(known[ident]).chars


def apparatus(edition: Edition) -> list[str]:
    """The variants as `lemma ] reading witness`."""
    text = edition.reading.text
    return [f"{v.lemma.slice(text)} ] {v.reading} {v.witness}" for v in edition.variants]


def supplied(edition: Edition) -> list[tuple[str, str | None]]:
    """The readings that were supplied, each with the source of its witness."""
    return [(run.put or "", run.witness.source) for run in edition.reading.runs if run.witness]


def groups(editions: Iterable[Edition]) -> tuple[tuple[str, ...], ...]:
    known = {edition.source.id: edition for edition in editions}
    return same_article_groups([e.summary for e in known.values() if e.summary], lambda ident: letters_of(known[ident]))


def grouped(**texts: str) -> tuple[tuple[str, ...], ...]:
    return groups(edition_of(ident, text) for ident, text in texts.items())


# Which sources are one article


def test_letters_alone_make_a_copy() -> None:
    """Neither marks, nor white space, nor the title and date above the article."""
    bare = TEA.partition("\n\n2019-04-08\n\n")[2].replace("，", ",").replace("\n\n", " ")
    assert grouped(a=TEA, b=bare, c=FERRY) == (("a", "b"),)


def test_a_reprint_with_other_words_is_a_copy() -> None:
    reprint = TEA.replace("陈老伯说，", "陈老伯告诉记者，").replace("挨家看货", "一家一家看货") + "\n本报记者在镇上看到，茶市要开到五月。\n"
    assert grouped(a=reprint, b=TEA) == (("a", "b"),)


def test_an_excerpt_belongs_to_its_whole() -> None:
    assert grouped(a="\n".join(TEA.split("\n\n")[3:]), b=TEA) == (("a", "b"),)


def test_a_quotation_is_no_excerpt() -> None:
    assert grouped(a=TEA.split("\n\n")[3], b=TEA) == ()


def test_articles_that_share_a_passage_stay_apart() -> None:
    assert grouped(a=TEA + "\n" + PASSAGE, b=FERRY + "\n" + PASSAGE) == ()


def test_what_stands_in_two_articles_is_an_excerpt_of_neither() -> None:
    assert len(PASSAGE) >= 100
    passage = PASSAGE + "祠堂的旧址上如今是一所小学，操场边还留着两块柱础，孩子们常常坐在上面换鞋。"
    assert grouped(a=TEA + "\n" + passage, b=FERRY + "\n" + passage, c=passage) == ()


def test_reports_made_from_one_form_stay_apart() -> None:
    """They have the same words, and other numbers: an edition of both would be of neither."""
    assert grouped(a=REPORT.format(4, 310, 25, 78, 52, 26, 118), b=REPORT.format(5, 287, 14, 71, 44, 27, 96)) == ()
    april = REPORT.format(4, 310, 25, 78, 52, 26, 118)
    assert grouped(a=april, b=april.replace("请及时检查", "请检查")) == (("a", "b"),)


def test_an_article_in_a_digest_stays_an_article() -> None:
    """It is contained in it whole, but it has a title of its own."""
    digest = "一周要闻\n\n2019-04-10\n\n" + TEA.replace("春茶上市\n\n2019-04-08\n\n", "") + "\n" + FERRY.partition("02\n\n")[2]
    item = "老人与船\n\n" + FERRY.partition("02\n\n")[2]
    long = digest + "\n" + PASSAGE + "\n" + REPORT.format(4, 310, 25, 78, 52, 26, 118)
    assert grouped(digest=long, item=item) == ()


def test_one_sentence_under_two_titles_is_no_copy() -> None:
    sentence = "今年的春茶比往年早了十天上市，茶农说这是因为冬天不冷。\n"
    assert grouped(a=f"春茶上市\n\n{sentence}", b=f"暖冬之后\n\n{sentence}") == ()
    assert grouped(a=f"春茶上市\n\n{sentence}", b=f"春茶上市\n\n{sentence}", c=sentence) == (("a", "b", "c"),)


def test_copies_of_copies_are_one_group() -> None:
    excerpt = "\n".join(TEA.split("\n\n")[3:])
    assert grouped(d=TEA, c=excerpt, b=TEA.replace("师傅", "老师傅"), a=FERRY) == (("b", "c", "d"),)


def test_the_order_of_sources_does_not_count() -> None:
    texts = {"a": TEA, "b": FERRY, "c": TEA.replace("师傅", "老师傅"), "d": "\n".join(TEA.split("\n\n")[3:]), "e": FERRY.replace("，", ",")}
    editions = [edition_of(ident, text) for ident, text in texts.items()]
    assert {groups(order) for order in permutations(editions)} == {(("a", "c", "d"), ("b", "e"))}


def test_many_sources_are_distinguished_like_few() -> None:
    """With more than five hundred, candidates come from MinHash, and from a sample."""
    chance = random.Random(1)
    words = [chr(0x4E00 + n) for n in range(3000)]
    texts = {f"x{n:03}": "".join(chance.choices(words, k=160)) + "。\n" for n in range(505)}
    texts["y1"] = texts["x007"][:80] + "甲乙" + texts["x007"][80:]
    texts["y2"] = texts["x008"][:130]
    assert grouped(**texts) == (("x007", "y1"), ("x008", "y2"))


def test_sources_without_a_body_have_nothing_in_common() -> None:
    known = {ident: replace(edition_of(ident, text), blocks=()) for ident, text in (("a", TEA), ("b", FERRY))}
    assert same_article_groups([sketch_of(edition) for edition in known.values()], lambda ident: letters_of(known[ident])) == ()
    assert merge_duplicates(known.values(), rulebook()).passages == ()


def test_a_long_text_has_a_small_summary_that_still_knows_its_excerpts() -> None:
    chance = random.Random(4)
    long = "\n".join("".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(200)) + "。" for _ in range(200))
    editions = [edition_of("a", long), edition_of("b", "\n".join(long.split("\n")[50:52]))]
    assert [len(e.summary.hashes) <= 4 * SAMPLE for e in editions if e.summary] == [True, True]
    assert groups(editions) == (("a", "b"),)


def test_nothing_has_no_copies() -> None:
    assert groups([]) == ()
    assert grouped(a=TEA) == ()


def test_one_word_of_the_editor_is_enough() -> None:
    """`witness` joins what nobody would have joined; `apart` keeps asunder even the same letters, whichever of the two says so."""
    join, part = Sidecar("sources/a.yml", witness=Reference("b", 1)), Sidecar("sources/a.yml", apart=(Reference("b", 1),))
    assert groups([edition_of("a", FERRY, join), edition_of("b", TEA)]) == (("a", "b"),)
    for second in (TEA, TEA.replace("师傅", "老师傅"), "\n".join(TEA.split("\n\n")[3:])):
        assert groups([edition_of("a", TEA), edition_of("b", second)]) == (("a", "b"),)
        assert groups([edition_of("a", TEA, part), edition_of("b", second)]) == ()
        assert groups([edition_of("b", TEA), edition_of("a", second, part)]) == ()


def test_a_third_copy_does_not_join_what_the_editor_keeps_apart() -> None:
    part = Sidecar("sources/a.yml", apart=(Reference("b", 1),))
    joined = groups([edition_of("a", TEA, part), edition_of("b", TEA), edition_of("c", TEA.replace("师傅", "老师傅"))])
    assert len(joined) == 1
    assert len(joined[0]) == 2
    assert joined[0] != ("a", "b")


def test_a_crowd_of_reprints_is_one_article() -> None:
    """More of them than a shingle may bring together at once."""
    chance = random.Random(2)
    texts = {}
    for n in range(70):
        at = chance.randrange(60, 250)
        texts[f"r{n:02}"] = f"{TEA[:at]}第{n}回{TEA[at:]}"
    assert grouped(**texts) == (tuple(sorted(texts)),)


# What different articles share


def shares(**texts: str) -> list[tuple[str, str, int]]:
    passages = merge_duplicates((edition_of(ident, text) for ident, text in texts.items()), rulebook()).passages
    return [(p.one.article, p.other.article, p.letters) for p in passages]


def test_a_passage_is_counted_in_characters() -> None:
    long = len(nfkc_letters(PASSAGE))
    assert shares(a=TEA + "\n" + PASSAGE, b=FERRY + "\n" + PASSAGE, c=REPORT) == [("a", "b", long)]
    assert shares(b=FERRY + "\n" + PASSAGE, a=PASSAGE + "\n" + TEA) == [("a", "b", long)]


def test_a_phrase_is_no_passage() -> None:
    assert shares(a=TEA + PASSAGE[:20], b=FERRY + PASSAGE[:20]) == []


def test_one_article_shares_nothing_with_itself() -> None:
    assert shares(a=TEA, b=TEA.replace("师傅", "老师傅"), c="\n".join(TEA.split("\n\n")[3:])) == []


def test_passages_are_found_among_many() -> None:
    chance = random.Random(3)
    words = [chr(0x4E00 + n) for n in range(3000)]
    texts = {f"x{n:03}": "".join(chance.choices(words, k=160)) + "。\n" for n in range(505)}
    texts["x007"] += PASSAGE
    texts["x300"] += PASSAGE
    assert shares(**texts) == [("x007", "x300", len(nfkc_letters(PASSAGE)))]


def test_passages_name_bases_and_not_witnesses() -> None:
    copy = (TEA + "\n" + PASSAGE).replace("师傅", "老师傅")
    texts = {"a": "\n".join(copy.split("\n\n")[2:]), "b": TEA + "\n" + PASSAGE, "c": FERRY + "\n" + PASSAGE}
    group = [edition_of(ident, text) for ident, text in texts.items()]
    corpus = merge_duplicates(group, rulebook())
    assert [edition.source.id for edition in corpus.editions] == ["c", "b"]
    assert [(p.one.article, p.other.article) for p in corpus.passages] == [("b", "c")]


# Which copy is the base


@pytest.mark.parametrize(
    "worse",
    [
        "\n".join(TEA.split("\n\n")[3:]),
        TEA.replace("。", " 。").replace("，", " 。"),
        TEA.replace("，", "").replace("。", ""),
        TEA.partition("08\n\n")[2].replace("\n\n", ""),
    ],
    ids=["an excerpt", "one mark for all", "no marks", "one paragraph, no title"],
)
def test_the_better_copy_is_the_base(worse: str) -> None:
    for first, second in (("a", "b"), ("b", "a")):
        group = [edition_of(first, worse), edition_of(second, TEA)]
        assert choose_base(group).source.id == choose_base(group[::-1]).source.id == second


def test_what_an_editor_has_worked_on_is_the_base() -> None:
    kept = Sidecar("sources/b.yml", keep=(Quote("十天上市", 1),))
    group = [edition_of("a", TEA), edition_of("b", TEA.replace("一双手", "双手"), kept)]
    assert choose_base(group).source.id == "b"


# What the base is supplied with


def test_a_word_lost_in_a_sentence_is_supplied() -> None:
    edition = merged(TEA.replace("晾上半天", "上半天"), TEA.replace("还价", "价").replace("省城", "省"))
    assert supplied(edition) == [("晾", "b")]
    assert compact_body(edition).chars == compact_body(edition_of("x", TEA)).chars


def test_a_broken_word_is_supplied_at_the_start_of_a_sentence() -> None:
    """陈老伯 stands elsewhere in the base; 其实, which one reprint has there as well, does not."""
    full = TEA + "\n本文作者是本县人。\n"
    assert supplied(merged(full.replace("还价。陈", "还价。"), TEA)) == [("陈", "b")]
    assert supplied(merged(full, TEA.replace("还价。陈", "还价。其实陈"))) == []


def test_sentences_and_paragraphs_are_listed_and_not_supplied() -> None:
    """Another's editor may have added them."""
    advert = "想喝新茶的读者可以扫码下单。"
    edition = merged(TEA + "\n作者写于茶市旁的客栈，时值清明之后，连日小雨。\n", TEA.replace("试火候。", f"试火候。{advert}"))
    assert supplied(edition) == []
    assert f" ] {advert} b" in apparatus(edition)


def test_a_heading_is_listed_and_not_supplied() -> None:
    edition = merged(TEA + "\n本文作者是本县人。\n", TEA.replace("制茶的作坊", "村口的作坊\n\n制茶的作坊"))
    assert supplied(edition) == []
    assert " ] 村口的作坊 b" in apparatus(edition)


def test_particles_marks_and_glosses_of_one_reprint_are_not_supplied() -> None:
    full = TEA + "\n本文作者是本县人，写过一本茶书。\n"
    edition = merged(full, TEA.replace("鲜叶已经", "鲜叶就已经").replace("还要揉捻", "还要，揉捻").replace("陈老伯的", "陈老伯（化名）的"))
    assert supplied(edition) == []
    assert apparatus(edition)[:3] == [" ] 就 b", " ] ， b", " ] （化名） b"]


def test_most_others_are_believed_and_few_are_not() -> None:
    full = TEA + "\n本文作者是本县人，写过一本茶书。\n"
    with_mark = TEA.replace("还要揉捻", "还要再，揉捻")
    assert supplied(merged(full, with_mark, with_mark)) == [("再，", "b")]
    assert supplied(merged(full, with_mark, TEA, TEA)) == []


def test_half_a_pair_of_marks_is_supplied() -> None:
    named = TEA.replace("春茶比", "“明前”春茶比")
    edition = merged(named.replace("前”", "前") + "\n本文作者是本县人。\n", named)
    assert supplied(edition) == [("”", "b")]


def test_a_lost_full_stop_is_supplied_at_the_end_of_its_paragraph() -> None:
    edition = merged(TEA.replace("一斤干茶。", "一斤干茶") + "\n本文作者是本县人。\n", TEA)
    assert supplied(edition) == [("。", "b")]
    assert "一斤干茶。\n\n镇上" in edition.reading.text


def test_what_an_excerpt_does_not_have_is_no_vote() -> None:
    """It says nothing of the sentences that it leaves out."""
    full = TEA.replace("晾上半天", "上半天") + "\n本文作者是本县人。\n"
    excerpt = "\n".join(TEA.split("\n\n")[4:])
    edition = merge([edition_of("a", full), edition_of("b", TEA), edition_of("c", excerpt)], rulebook())
    assert supplied(edition) == [("晾", "b")]


def test_what_the_editor_holds_is_not_supplied() -> None:
    held = Sidecar("sources/a.yml", keep=(Quote("摊开上半天", 1),))
    group = [edition_of("a", TEA.replace("晾上半天", "上半天"), held), edition_of("b", TEA)]
    edition = merge(group, rulebook())
    assert_reconstructible(edition, group)
    assert supplied(edition) == []
    assert apparatus(edition) == [" ] 晾 b"]


def test_facts_that_only_another_knows_are_in_doubt() -> None:
    edition = merged(TEA.partition("08\n\n")[2] + "\n本文作者是本县人，写过一本茶书。\n", TEA)
    title, date = edition.heading.title, edition.heading.date
    assert edition.source.id == "a"
    assert title is not None
    assert date is not None
    assert (title.value, title.sure, date.value, date.sure) == ("春茶上市", False, "2019-04-08", False)


# What the apparatus says


def test_variants_in_the_order_of_the_text() -> None:
    edition = merged(
        TEA + "\n本文作者是本县人。\n",
        TEA.replace("十天", "半个月").replace("，炒茶的师傅全凭一双手试火候", ""),
        TEA.replace("十天", "半个月").replace("灯笼", "手电筒"),
    )
    assert [line for line in apparatus(edition) if "本县" not in line] == [
        "十天 ] 半个月 b",
        "十天 ] 半个月 c",
        "，炒茶的师傅全凭一双手试火候 ]  b",
        "灯笼 ] 手电筒 c",
    ]


def test_numbers_and_latin_words_are_whole() -> None:
    one = TEA.replace("三十亩", "31亩").replace("炒茶的经过", "Handmade的经过")
    edition = merged(one + "\n本文作者是本县人。\n", one.replace("31", "37").replace("Handmade", "Homemade"))
    assert [line for line in apparatus(edition) if "本县" not in line] == ["31 ] 37 b", "Handmade ] Homemade b"]


def test_an_omission_begins_and_ends_with_a_sentence() -> None:
    """Without it, the text could as well have lost the stop before it in place of its own."""
    edition = merged(TEA, TEA.replace("他家的三十亩茶园，头一批鲜叶已经卖到了一百二十元一斤。", ""))
    assert apparatus(edition) == ["他家的三十亩茶园，头一批鲜叶已经卖到了一百二十元一斤。 ]  b"]


def test_sigla() -> None:
    assert [siglum(n) for n in (0, 1, 9, 10, 21)] == ["甲", "乙", "癸", "甲2", "乙3"]


def test_rewritten_sentences_are_one_variant() -> None:
    """A character that both have by chance does not cut it in two."""
    other = "清明前三日，山里的茶商便已络绎于途，不待天明"
    edition = merged(TEA + "\n本文作者是本县人，写过两本书。\n", TEA.replace("今年的春茶比往年早了十天上市", other))
    assert f"今年的春茶比往年早了十天上市 ] {other} b" in apparatus(edition)


def test_one_word_for_another_is_no_loss() -> None:
    edition = merged(TEA + "\n本文作者是本县人。\n", TEA.replace("提着灯笼", "提着马灯"))
    assert supplied(edition) == []
    assert "灯笼 ] 马灯 b" in apparatus(edition)


def test_a_passage_that_was_moved_hides_nothing() -> None:
    """The rest still stands side by side."""
    first, *rest = TEA.split("\n\n")[2:]
    edition = merged(TEA + "\n本文作者是本县人。\n", "\n\n".join(["春茶上市", *rest, first]).replace("提着灯笼", "提着马灯"))
    assert "灯笼 ] 马灯 b" in apparatus(edition)


# Several copies in one source


def collated(text: str) -> tuple[Reading, Reading, list[Variant]]:
    """A text before and after its copies are merged, and what they read."""
    before = Reading.unchanged(text)
    after = before.amend(collate.propose(before, rulebook()))
    return before, after, collate.copy_variants(before, after, "a")


def copy_of(text: str, edits: list[tuple[int, int, str]]) -> str:
    for at, length, put in edits:
        text = text[:at] + put + text[at + length :]
    return text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 260), st.integers(0, 3), st.sampled_from(["", "", "也", "，", "新茶", "7"])), max_size=4),
        min_size=1,
        max_size=3,
    )
)
def test_every_copy_of_a_source_can_be_reconstructed(edits: list[list[tuple[int, int, str]]]) -> None:
    """What is cut as a copy is in the text, or in the apparatus."""
    body_ = "\n".join(TEA.split("\n\n")[2:])
    before, after, variants = collated("\n\n".join([body_, *(copy_of(body_, some) for some in edits)]))
    verify(after, rulebook().rules, {})
    known = collate.find_collation(before)
    if known is None:
        assert after == replace(before, queries=after.queries)
        return
    first = collate.supplied_base(before, after, known)
    for n, span in enumerate(known.others, 1):
        assert reconstruct_witness(after.text, first, variants, "a", n) == "".join(span.slice(before.text).split())


@pytest.mark.parametrize("copies", [2, 3, 5])
def test_copies_of_one_body_leave_one(copies: int) -> None:
    body_ = "\n".join(TEA.split("\n\n")[2:])
    texts = [copy_of(body_, [(20 * n + 15, 1, "茶")]) for n in range(copies)]
    _, after, variants = collated("\n\n".join(texts))
    assert after.text.count("陈老伯说") == 1
    assert {v.copy for v in variants} == set(range(1, copies))


@pytest.mark.parametrize("again", [TEA.split("\n\n")[2], "\n\n".join(TEA.split("\n\n")[3:])], ids=["the first paragraph", "the end"])
def test_a_paragraph_that_comes_again_far_below_is_the_authors(again: str) -> None:
    text = f"{TEA}\n{FERRY}\n{PASSAGE}\n\n{again}\n\n{REPORT}\n"
    assert collated(text)[1].text == text


# Whatever the copies are

EDITS = st.lists(
    st.tuples(
        st.integers(0, 400), st.integers(0, 12), st.sampled_from(["", "", "也", "，", "。", "新茶", "\n\n", " ", "他说：“好。”", "a1"])
    ),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(EDITS, min_size=2, max_size=4))
def test_every_witness_can_be_reconstructed(edits: list[list[tuple[int, int, str]]]) -> None:
    texts = []
    for some in edits:
        text = TEA
        for at, length, put in some:
            text = text[:at] + put + text[at + length :]
        texts.append(text)
    group = [edition_of(ident, text) for ident, text in zip("abcd", texts, strict=False)]
    edition = merge(group, rulebook())
    assert_reconstructible(edition, group)
    assert merge(group[::-1], rulebook()) == edition
    own = next(copy for copy in group if copy.source.id == edition.source.id)
    without = "".join(run.text(own.source.raw) for run in edition.reading.runs if run.witness is None or run.witness.source is None)
    assert without == own.reading.text


@settings(max_examples=60, deadline=None)
@example(["a", "1a1"])
@given(st.lists(st.text("茶农说。，\n“”a1 ", max_size=40), min_size=2, max_size=4))
def test_texts_that_have_nothing_in_common_can_be_reconstructed(texts: list[str]) -> None:
    group = [edition_of(ident, "茶" + text) for ident, text in zip("abcd", texts, strict=False)]
    assert_reconstructible(merge(group, rulebook()), group)
