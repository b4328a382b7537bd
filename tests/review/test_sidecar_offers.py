"""What the editor's desk offers to be pasted: it is read, it means the right place, and it does what it says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiaozhu.cleaning.editor_decisions import confirmed_spans
from jiaozhu.collation.apparatus import apparatus
from jiaozhu.core.decisions import Sidecar
from jiaozhu.core.errors import SidecarError
from jiaozhu.core.model import Edition, Source
from jiaozhu.core.reading import Reading, Span
from jiaozhu.editions.pipeline import edit
from jiaozhu.review.items import review, review_job
from jiaozhu.review.sidecar_offers import Quotable, offer_confirm, offer_cut, offer_keep, offer_note
from jiaozhu.sources import sidecar
from worlds import rulebook

REFRAIN = "退潮的时候"
SONG = f"{REFRAIN}\n我们去看海\n{REFRAIN}\n我们不说话\n{REFRAIN}\n"


def edition(raw: str, decisions: Sidecar | None = None) -> Edition:
    return edit(Source("tea", "sources/tea.txt", raw, "0" * 64, "utf-8", "a test"), decisions, rulebook())


def at(text: str, words: str, n: int = 1) -> Span:
    start = -1
    for _ in range(n):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def quotable(text: str, words: str, n: int = 1) -> Quotable:
    return Quotable(Reading.unchanged(text), (at(text, words, n),))


def test_words_that_stand_once_are_quoted_alone() -> None:
    assert offer_keep(quotable(SONG, "我们去看海")) == "keep:\n  - '我们去看海'"


def test_one_of_several_like_lines_is_counted() -> None:
    assert offer_keep(quotable(SONG, REFRAIN, 2)) == f"keep:\n  - quote: '{REFRAIN}'\n    at: 2"
    assert offer_cut(quotable(SONG, REFRAIN, 3)) == f"cut:\n  - quote: '{REFRAIN}'\n    at: 3"


def test_repeated_words_of_a_sentence_are_quoted_with_their_neighbours() -> None:
    text = "他说海很远，她说海很近，船说海没有边。"
    assert offer_confirm(quotable(text, "说海", 2)) == "confirm:\n  - '她说海很'"
    assert offer_cut(quotable(text, "说海", 2)) == "cut:\n  - quote: '说海'\n    at: 2"


def test_words_in_the_midst_of_a_long_repetition_are_counted() -> None:
    text = "海" * 200
    assert offer_keep(Quotable(Reading.unchanged(text), (Span(100, 102),))) == "keep:\n  - quote: '海海'\n    at: 51"


def test_words_that_yaml_cannot_hold_are_escaped() -> None:
    offer = offer_keep(quotable("茶\x08农'的\ufffe一天", "茶\x08农'的\ufffe"))
    assert sidecar.parse(offer, "tea.yml").keep[0].words == "茶\x08农'的\ufffe"


def test_a_doubt_is_confirmed_without_its_neighbour() -> None:
    text = "海很远 。船很慢 。她说海很远 。船很慢 。他说"
    target, neighbour = at(text, "。"), at(text, "。", 2)
    alone = Quotable(Reading.unchanged(text), (target,))

    def covered(offer: str) -> list[Span]:
        (span,) = confirmed_spans(alone.source, sidecar.parse(offer, "tea.yml"))
        return [mark for mark in (target, neighbour) if span.start <= mark.start and mark.end <= span.end]

    assert covered(offer_confirm(alone)) == [target, neighbour]
    assert covered(offer_confirm(alone, (neighbour,))) == [target]


def test_nothing_is_offered_where_no_quote_can_mean_it() -> None:
    assert offer_keep(Quotable(Reading.unchanged("  \n"), (Span(0, 2),))) == ""


def test_a_note_on_repeated_words_is_bound_to_the_right_ones() -> None:
    text = Reading.unchanged(SONG)
    offer = offer_note(quotable(SONG, REFRAIN, 2), text, "疑有讹误。")
    assert offer == f"notes:\n  - quote: '{REFRAIN}'\n    at: 2\n    note: '疑有讹误。'"


LINES = (
    "潮水退去以后",
    "我们在沙滩上捡贝壳",
    "推荐阅读",
    "推荐阅读",
    "作者：阿苇",
    "来源：县报",
    "点击下方链接，关注我们",
    "渡口的信箱是绿色的，锁早就锈住了，信从缝里塞进去，下雨的时候会湿。",
    "送信的人隔天来一次，他不按铃 。只在船边吹一声口哨 。我们就知道信来了 。",
    '船老大说："信要当面交才算数,"塞进门缝的不算。',
    "免责声明：本文仅代表作者个人观点，与本站无关。",
    "上一篇：渡口的灯",
    "文章插图",
    "潮水退去以后",
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=24))
def test_every_offer_does_what_it_says(drawn: list[str]) -> None:
    """Each is put into a sidecar, and the source is edited anew: what was to be kept is kept, and no doubt is left about it."""
    raw = "\n".join(drawn) + "\n"
    first = edition(raw)
    cuts = apparatus(first, rulebook()).cuts
    asked = review(review_job(first.reading, rulebook(), cuts))
    for item in asked.items:
        assert item.no, item
        if item.yes:
            settled = edition(raw, sidecar.parse(item.yes, "tea.yml"))
            assert item not in review(review_job(settled.reading, rulebook(), ())).items, item
        edition(raw, sidecar.parse(item.no, "tea.yml"))
    for cut, offer in zip(cuts, asked.restoring, strict=True):
        assert offer, cut
        again = edition(raw, sidecar.parse(offer, "tea.yml"))
        assert not any(run.put == "" and cut.span.start <= run.start < cut.span.end and run.end > run.start
                       and raw[run.start : run.end].strip() for run in again.reading.runs), cut  # fmt: skip


@pytest.mark.parametrize("key", ["keep", "cut", "confirm"])
def test_a_place_that_does_not_exist_is_an_error_that_says_so(key: str) -> None:
    decisions = sidecar.parse(f"{key}:\n  - quote: {REFRAIN}\n    at: 4\n", "sources/tea.yml")
    with pytest.raises(SidecarError, match="is in the source 3 times, and `at` is 4"):
        edition(SONG, replace(decisions, title="海"))
