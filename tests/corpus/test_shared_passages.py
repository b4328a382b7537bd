"""Shared passages: what two articles have in common is found, at its place, in either order; and what does not count as a passage."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jiaozhu.core.model import Block, BlockSpan, Edition, Heading, Passage, Source
from jiaozhu.core.normalize import caseless_nfkc_letters, nfkc_letters
from jiaozhu.core.reading import Reading, Span
from jiaozhu.corpus.shared_passage_candidates import MAX_ARTICLES, candidate_pairs
from jiaozhu.corpus.shared_passages import LETTERS, shared_passages
from jiaozhu.facts.passage_fingerprints import GRAM, Lettered, fingerprints
from jiaozhu.pages.passages import page as passages_page
from jiaozhu.pages.passages.page import SHOWN, anchors
from worlds import published

FERRY = "老渡口要关了，摆渡的何师傅在这条江上撑了四十年船。"
MARKET = "镇上的集市逢五开张，卖竹篮的和卖豆腐的各占一头。"
SHARED = "从前没有公路，一担茶要走两天才能到县城，路上要过三条河。"
FOGGY = "谷雨前后山里的雾很重，茶农说这样的天气里长出来的芽叶最肥。"


def edition(ident: str, *texts: str) -> Edition:
    blocks = tuple(Block(f"{ident}{n}", "paragraph", text, Span(0, len(text))) for n, text in enumerate(texts))
    return Edition(Source(ident, "", "", "", "utf-8", ""), Heading(), Reading.unchanged(""), blocks, prints=fingerprints(blocks))


def words(passages: Sequence[Passage], *editions: Edition) -> list[tuple[str, str]]:
    texts = {block.id: block.text for edition in editions for block in edition.blocks}
    return [(p.one.span.slice(texts[p.one.block]), p.other.span.slice(texts[p.other.block])) for p in passages]


def passages_of(*texts: Sequence[str]) -> list[tuple[str, str]]:
    editions = [edition(ident, *paragraphs) for ident, paragraphs in zip("abcdefghijklmn", texts, strict=False)]
    return words(shared_passages(editions), *editions)


def test_a_passage_ends_with_its_last_equal_letter() -> None:
    assert passages_of([FERRY + SHARED + FERRY], [MARKET + SHARED + MARKET]) == [(SHARED[:-1], SHARED[:-1])]


def test_marks_spaces_width_case_and_script_do_not_count() -> None:
    mine, theirs = "从前没有公路，一担茶要走2天才能到县城，那儿有KOC和GMV。", "從前沒有公路 一擔茶要走２天,才能到縣城;那兒有koc和ＧＭＶ"
    assert passages_of([FERRY + mine], [theirs]) == [(mine[:-1], theirs)]


def test_a_light_edit_joins_both_sides_and_is_recorded() -> None:
    editions = edition("a", FERRY, SHARED), edition("b", SHARED.replace("一担茶", "一担春茶").replace("三条河", "两条大河"), MARKET)
    passages = shared_passages(editions)
    assert words(passages, *editions) == [
        ("从前没有公路，一担茶要走两天才能到县城，路上要过", "从前没有公路，一担春茶要走两天才能到县城，路上要过")
    ]
    assert [[(one.slice(SHARED), other.slice(editions[1].blocks[0].text)) for one, other in p.differences] for p in passages] == [
        [("", "春")]
    ]
    assert [p.letters for p in passages] == [22]


def test_a_moved_sentence_is_a_passage_of_its_own() -> None:
    assert passages_of([FERRY, SHARED + FOGGY], [FOGGY + MARKET + SHARED]) == [(SHARED[:-1],) * 2, (FOGGY[:-1],) * 2]


def test_a_passage_ends_with_its_paragraph() -> None:
    assert passages_of([SHARED + FOGGY], [SHARED, FOGGY]) == [(SHARED[:-1],) * 2, (FOGGY[:-1],) * 2]


def test_nineteen_letters_are_none_and_twenty_are_one() -> None:
    text = nfkc_letters(FOGGY)
    assert passages_of([FERRY + text[:19]], [text[:19] + MARKET]) == []
    assert passages_of([FERRY + text[:20]], [text[:20] + MARKET]) == [(text[:20],) * 2]


@pytest.mark.parametrize(
    "text",
    [
        "2020年5月27日10时30分，2020年5月28日11时45分",
        "绿茶、红茶、白茶、黄茶、乌龙茶、普洱茶、茉莉花茶、六堡茶、安化黑茶",
        "哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈",
    ],
)
def test_dates_lists_and_repetitions_are_no_passage(text: str) -> None:
    assert passages_of([FERRY + text + FERRY], [MARKET + text + MARKET]) == []


def test_phrases_of_many_articles_are_no_passage_and_hide_none() -> None:
    chance = random.Random(1)
    others = [["".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(60)) + SHARED] for _ in range(MAX_ARTICLES)]
    assert passages_of([FERRY + SHARED], *others[: MAX_ARTICLES - 1]) == [(SHARED[:-1],) * 2] * (MAX_ARTICLES * (MAX_ARTICLES - 1) // 2)
    assert passages_of([FERRY + SHARED], *others) == []
    assert passages_of([FERRY + SHARED, FOGGY], [FOGGY, SHARED], *others) == [(FOGGY[:-1],) * 2]


def test_titles_and_lost_pictures_are_left_out() -> None:
    blocks = tuple(Block(kind, kind, SHARED, Span(0, len(SHARED))) for kind in ("title", "figure", "paragraph"))
    assert [block.id for block in Lettered.from_blocks(blocks).blocks] == ["paragraph"]


def test_empty_articles_share_nothing() -> None:
    assert shared_passages([]) == ()
    assert shared_passages([edition("a"), edition("b", ""), edition("c", "，。")]) == ()


TEXT = st.text("茶农说山里的雾很重芽叶最肥，。a1 ", max_size=120)
EDIT = st.tuples(st.integers(0, 90), st.integers(0, 3), st.sampled_from(["", "，", "春", "新茶", "\U00020000", "KOC"]))


@st.composite
def articles(draw: st.DrawFn) -> list[str]:
    """Paragraphs of an article: some of the same sentences, in any order, with light edits."""
    sentences = draw(st.lists(st.sampled_from([FERRY, MARKET, SHARED, FOGGY]), unique=True, max_size=4))
    paragraphs = [draw(TEXT), "".join(sentences[:2]), "".join(sentences[2:])]
    for at, length, put in draw(st.lists(EDIT, max_size=3)):
        paragraphs[1] = paragraphs[1][:at] + put + paragraphs[1][at + length :]
    return paragraphs


@settings(max_examples=150, deadline=None)
@given(articles(), articles())
@example(
    ["", "谷雨前后山里的雾很重，茶新茶样的天气里长出来的芽叶最肥。", ""],
    ["", "谷雨前后山里的雾很重，茶农说这样新茶的天气里长出来的芽叶最肥。", ""],
)
def test_places_are_right_and_symmetric(one: list[str], other: list[str]) -> None:
    first, second = edition("a", *one), edition("b", *other)
    passages = shared_passages([first, second])
    assert passages == shared_passages([second, first])
    turned = shared_passages([edition("b", *one), edition("a", *other)])
    assert sorted((p.other.span, p.one.span, p.letters) for p in turned) == sorted((p.one.span, p.other.span, p.letters) for p in passages)
    known = {block.id: block.text for block in (*first.blocks, *second.blocks)}
    for passage in passages:
        assert passage.letters >= LETTERS
        assert equal_letters(passage, known, 0) == equal_letters(passage, known, 1)
        assert len(equal_letters(passage, known, 0)) == passage.letters


def equal_letters(passage: Passage, texts: dict[str, str], n: int) -> str:
    """The letters of one side of a passage without those in which the two differ."""
    place = (passage.one, passage.other)[n]
    text, at, parts = texts[place.block], place.span.start, []
    for difference in passage.differences:
        parts.append(text[at : difference[n].start])
        at = difference[n].end
    return caseless_nfkc_letters("".join((*parts, text[at : place.span.end])))


@settings(max_examples=100, deadline=None)
@given(TEXT, TEXT, TEXT, TEXT, st.integers(0, 8), st.sampled_from(["", "，", "春", "新茶"]))
def test_a_planted_passage_is_found(before: str, behind: str, above: str, below: str, at: int, put: str) -> None:
    """Whatever stands around it, and although a word was put into it: the passage covers the planted letters at least.

    On each side of the word there are enough letters for a seed: twenty, or nearly.
    """
    original = SHARED + FOGGY
    planted = original[: 22 + at] + put + original[22 + at :]
    first, second = edition("a", f"{before}{original}{behind}"), edition("b", above, f"{below}{planted}{above}")
    place = Span(len(before), len(before) + len(original) - 1)
    assert any(p.one.span.start <= place.start and place.end <= p.one.span.end for p in shared_passages([first, second]))


@given(st.text("茶农说山里雾", min_size=13, max_size=13), st.lists(TEXT, min_size=4, max_size=4))
def test_thirteen_letters_share_a_fingerprint(shared: str, around: list[str]) -> None:
    one, other = ({value >> 32 for value in _fingerprints(f"{around[n]}{shared}{around[n + 1]}")} for n in (0, 2))
    assert one & other


def _fingerprints(text: str) -> memoryview:
    return memoryview(edition("a", text).prints).cast("Q")


def test_long_texts_that_repeat_themselves_are_fast() -> None:
    assert shared_passages([edition("a", "茶山雾" * 20_000), edition("b", "茶山雾" * 20_000)]) == ()


def test_only_articles_that_share_words_are_candidates() -> None:
    chance = random.Random(2)
    texts = ["".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(300)) for _ in range(60)]
    texts[7] += SHARED
    texts[40] = SHARED + texts[40]
    texts[41] += SHARED[: GRAM + 1]
    assert candidate_pairs([edition(f"a{n}", text) for n, text in enumerate(texts)]).pairs == ((7, 40),)


# The page


def test_the_page_shows_both_sides_and_the_articles_lead_to_it(tmp_path: Path) -> None:
    edited = SHARED.replace("一担茶", "一担春茶")
    site = published(tmp_path, {"sources/a.txt": f"渡口\n\n{FERRY}\n\n{SHARED}\n", "sources/b.txt": f"集市\n\n{MARKET}\n\n{edited}\n"})
    files = {file.path: str(file.content) for file in site.files if file.page}
    page = files["passages/index.md"]
    assert "一担<mark>春</mark>茶" in page
    assert 'aria-label="此处无">‸</span>' in page
    anchor = page.partition('class="jz-passage" id="')[2].partition('"')[0]
    for ident in "ab":
        assert f'又见《<a href="../../passages/#{anchor}" data-card="../' in files[f"articles/{ident}.md"]


def test_a_page_without_passages_says_so(tmp_path: Path) -> None:
    site = published(tmp_path, {"sources/a.txt": f"渡口\n\n{FERRY}{FOGGY}\n", "sources/b.txt": f"集市\n\n{MARKET}{SHARED}\n"})
    files = {file.path: str(file.content) for file in site.files}
    assert "没有二十字以上相同" in files["passages/index.md"]
    assert json.loads(files["passages/passages.json"]) == []
    assert "又见" not in files["articles/a.md"]


def test_only_the_longest_are_shown() -> None:
    many = [Passage(BlockSpan("a", "x", Span(n, n + 30)), BlockSpan("b", "y", Span(n, n + 30)), 20 + n % 7) for n in range(SHOWN + 50)]
    shown = anchors(many)
    assert len(set(shown.values())) == len(shown) == SHOWN
    assert min(p.letters for p in shown) >= max(p.letters for p in many if p not in shown)
    assert anchors(many[::-1]) == shown


def test_passages_on_another_page_are_led_to_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages_page, "ON_PAGE", 1)
    files = {"a": f"{FERRY}{SHARED}", "b": f"{MARKET}{SHARED}", "c": f"{FOGGY}\n\n{SHARED}"}
    site = published(tmp_path, {f"sources/{ident}.txt": f"题目{ident}\n\n{text}\n" for ident, text in files.items()})
    pages = {file.path: str(file.content) for file in site.files if file.page}
    passages = {path: set(re.findall(r'id="(p-\w+)"', text)) for path, text in pages.items() if path.startswith("passages/")}
    assert len(passages) > 1
    links = {link for path, text in pages.items() for link in re.findall(r'href="\.\./\.\./(passages/[^"]*#[^"]*)"', text)}
    assert links
    for link in links:
        way, _, anchor = link.partition("/#")
        assert anchor in passages["passages/index.md" if way == "passages" else f"{way}.md"]
