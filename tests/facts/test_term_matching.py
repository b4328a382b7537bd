"""Where terms are found in running text: plain sentences, and random ones against a reference that tries every place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiaozhu.core.entries import Term
from jiaozhu.core.model import Block
from jiaozhu.core.reading import Span
from jiaozhu.facts.term_matching import Matcher, mentions

ALPHABET = "北大学生kK1.,Ｋ１電电 "


def term(form: str, *also: str, unless: Sequence[str] = ()) -> Term:
    return Term(form, form, "", "", "", "", 1, also=also, unless=tuple(unless))


TERMS = (
    term("KOC"),
    term("GMV"),
    term("私域流量", "私域流量池"),
    term("流量", unless=["车流量"]),
    term("北大", unless=["向北大"]),
    term("渠道商", unless=["渠道商品"]),
    term("商品池"),
    term("618", unless=["618元"]),
    term("UP主"),
    term("三、四线城市"),
    term("电商平台"),
)


def matched(text: str, terms: Sequence[Term] = TERMS) -> list[str]:
    return [text[hit.start : hit.end] for hit in Matcher.from_entries(terms).hits(text)]


SENTENCES = [
    ("衍生出的KOC营销模式", ["KOC"]),
    ("GMV达到1912亿元", ["GMV"]),
    ("达到GMV", ["GMV"]),
    ("私域流量的信任价值", ["私域流量"]),
    ("形成一个个“私域流量池”", ["私域流量池"]),
    ("这些KOCs和GMV2", []),
    ("koc与ＧＭＶ，还有Koc", ["koc", "ＧＭＶ", "Koc"]),
    ("全角的ＫＯＣＳ", []),
    ("向北大概走了三里", []),
    ("向北大概走了三里，就到北大", ["北大"]),
    ("路口的车流量和店里的流量", ["流量"]),
    ("茶农的渠道商品池", ["商品池"]),
    ("1,618亩茶园，0.618的比例，618.5公斤，618元", []),
    ("618，茶农忙", ["618"]),
    ("今年618.去年", ["618"]),
    ("一位UP主，不是SUP主", ["UP主"]),
    ("三、四线城市的茶客", ["三、四线城市"]),
    ("各大電商平臺賣茶，電商平台也賣", ["電商平臺", "電商平台"]),
    ("见https://tea.example/gmv，写信给gmv@tea.example，问GMV", ["GMV"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentence(text: str, expected: list[str]) -> None:
    assert matched(text) == expected


def test_nothing_is_found_without_terms() -> None:
    assert matched("衍生出的KOC营销模式", ()) == []


def test_offsets_are_code_points() -> None:
    """Characters beyond the basic plane count as one."""
    assert [(hit.start, hit.end) for hit in Matcher.from_entries(TERMS).hits("𠀀𠀁KOC")] == [(2, 5)]


def test_no_mention_stands_in_a_title_heading_or_figure() -> None:
    kinds = ("title", "heading", "figure", "paragraph", "caption", "list", "quote")
    blocks = [Block(kind, kind, "问GMV几何", Span(0, 6)) for kind in kinds]  # type: ignore[arg-type]
    assert [mention.block for mention in mentions(blocks, Matcher.from_entries(TERMS))] == ["paragraph", "caption", "list", "quote"]


@st.composite
def glossaries(draw: st.DrawFn) -> list[Term]:
    forms = draw(st.lists(st.text(ALPHABET.strip(), min_size=2, max_size=4), min_size=1, max_size=6, unique_by=plain))
    contexts = [draw(st.lists(st.tuples(st.sampled_from(ALPHABET), st.booleans()), max_size=2)) for _ in forms]
    return [term(f, unless=[c + f if left else f + c for c, left in around]) for f, around in zip(forms, contexts, strict=True)]


@settings(deadline=None)
@given(glossaries(), st.text(ALPHABET, max_size=40))
def test_finds_what_trying_every_place_finds(terms: list[Term], text: str) -> None:
    got = [(hit.entry, hit.start, hit.end) for hit in Matcher.from_entries(terms).hits(text)]
    assert got == reference(terms, text)


@settings(deadline=None)
@given(glossaries(), st.text(ALPHABET, max_size=40))
def test_no_mentions_overlap(terms: list[Term], text: str) -> None:
    hits = list(Matcher.from_entries(terms).hits(text))
    assert all(before.end <= after.start for before, after in pairwise(hits))
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)


def reference(terms: Sequence[Term], text: str) -> list[tuple[str, int, int]]:
    """Every form at every place; the false ones taken away; then the leftmost, and of those the longest, again and again."""
    folded = plain(text)
    held = [(t.id, s, e) for t in terms for f in t.forms for s, e in occurrences(plain(f), folded) if bordered(plain(f), s, folded)]
    barred = {(t.id, s, e) for t in terms for u in t.unless for s, e in occurrences(plain(u), folded)}
    true = [(i, s, e) for i, s, e in held if not any(i == j and a <= s and e <= b for j, a, b in barred)]
    chosen: list[tuple[str, int, int]] = []
    while true:
        first = min(true, key=lambda hit: (hit[1], -hit[2]))
        chosen.append(first)
        true = [hit for hit in true if hit[1] >= first[2]]
    return chosen


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().replace("電", "电")


def occurrences(words: str, text: str) -> list[tuple[int, int]]:
    return [(n, n + len(words)) for n in range(len(text)) if text.startswith(words, n)]


def bordered(form: str, start: int, text: str) -> bool:
    before = r"(?<![0-9a-z])" if re.match("[0-9a-z]", form) else ""
    before += r"(?<![0-9][.,])" if re.match("[0-9]", form) else ""
    after = r"(?![0-9a-z])" if re.search("[0-9a-z]$", form) else ""
    after += r"(?![.,][0-9])" if re.search("[0-9]$", form) else ""
    return re.compile(before + re.escape(form) + after).match(text, start) is not None
