"""Events: dated sentences are joined by their words, or by names that are rare enough; and what articles and pages show of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from contract import Document
from jiaozhu.corpus.articles import latest
from jiaozhu.corpus.event_groups import MAX_SENTENCES, DatedSentence, Event, group_events
from jiaozhu.facts.dates.almanac import Days, Precision
from jiaozhu.facts.dates.datings import Dating
from jiaozhu.pages.article import neighbours
from worlds import published

DAY, MONTH = Days(date(2020, 5, 27), date(2020, 5, 27)), Days(date(2020, 5, 1), date(2020, 5, 31))
FESTIVAL = Days(date(2020, 5, 25), date(2020, 5, 31))


def dating(days: Days = DAY, precision: Precision = "day", rough: bool = False) -> Dating:
    return Dating("b", 0, 5, "5月27日", days, precision, "2020年5月27日", "原文写明年份", rough=rough)


def entry(article: str, names: str, when: Dating | None = None, words: str = "") -> DatedSentence:
    entries = tuple(sorted(set(names.split())))
    sorted_words = tuple(sorted(set(words.split())))
    return DatedSentence(article, article, "b", f"5月27日，{article}", 0, 5, when or dating(), sorted_words, entries, entries)


FILLER = [entry(f"x{n}", "market", dating(Days(date(2019, n, 1), date(2019, n, 1)))) for n in range(1, 13)]


def event_sizes(*entries: DatedSentence) -> list[int]:
    return sorted((len(event.entries) for event in group_events([*entries, *FILLER])), reverse=True)[: len(entries)]


def test_the_same_rare_names_on_one_day_are_one_event() -> None:
    assert event_sizes(entry("a", "market ferry"), entry("b", "market ferry")) == [2, 1]


def test_a_day_in_a_month_that_is_named_is_the_same_time() -> None:
    assert event_sizes(entry("a", "market ferry"), entry("b", "market ferry", dating(MONTH, "month"))) == [2, 1]


def test_a_festival_is_not_each_of_its_days() -> None:
    assert event_sizes(entry("a", "market ferry"), entry("b", "market ferry", dating(FESTIVAL, "festival"))) == [1, 1]
    two = (entry(ident, "market ferry", dating(FESTIVAL, "festival")) for ident in "ab")
    assert event_sizes(*two) == [2, 1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("market", "market"),  # that everybody names
        ("ferry", "ferry"),  # only one
        ("market ferry tea fog rain", "market ferry salt bridge boat"),  # less than half
    ],
)
def test_few_or_common_names_join_nothing(one: str, other: str) -> None:
    assert event_sizes(entry("a", one), entry("b", other)) == [1, 1]


def test_sentences_of_one_article_are_not_joined() -> None:
    assert event_sizes(entry("a", "market ferry"), entry("a", "market ferry")) == [1, 1]


def test_a_crowded_name_is_not_compared_with_itself() -> None:
    crowd = [entry(f"a{n}", f"market ferry{n}") for n in range(MAX_SENTENCES + 1)]
    assert len(group_events(crowd)) == len(crowd)


def test_words_join_without_names() -> None:
    assert event_sizes(entry("a", "", words="宣布 结盟 合作"), entry("b", "", words="宣布 结盟 签约")) == [2, 1]


def test_the_other_articles_of_an_event_are_few_and_named_once_each() -> None:
    crowd = tuple(entry(f"a{n}", "ferry") for n in range(30))
    by_article = neighbours.same_events([Event((*crowd, crowd[0]))] * 9)
    assert {len(some) for some in by_article.values()} == {neighbours.EVENTS}
    for ident, some in by_article.items():
        for also in some:
            assert also.own.article == ident
            assert len(also.others) == len({e.article for e in also.others} - {ident}) == neighbours.OTHERS
            assert also.more == 30 - 1 - neighbours.OTHERS


def test_an_excerpt_is_short_and_has_its_date() -> None:
    long = DatedSentence("a", "a", "b", "茶" * 200 + "5月27日" + "山" * 200, 200, 205, dating(), (), cut_after=True)
    excerpt = neighbours.excerpt(long)
    assert "5月27日" in excerpt
    assert len(excerpt) == neighbours.WORDS + 4
    assert excerpt.startswith("……")
    assert excerpt.endswith("……")
    assert neighbours.excerpt(entry("a", "")) == "5月27日，a"


def test_the_latest_day_is_neither_rough_nor_a_year() -> None:
    year = dating(Days(date(2021, 1, 1), date(2021, 12, 31)), "year")
    assert latest([dating(), dating(Days(date(2020, 6, 1), date(2020, 6, 18)), rough=True), year]) == "2020-05-27"
    assert latest([dating(MONTH, "month")]) == "2020-05"
    assert latest([year]) == ""


FAIR = "茶农合作社与县城茶行宣布结盟，社长和掌柜都到了签约的会场"
WORLD = {
    "docs/index.md": "# 校注\n",
    "sources/a.txt": f"山上的一年\n\n2020年5月27日，{FAIR}。\n\n2021年3月，山上下了雪。\n",
    "sources/b.txt": f"茶行的算盘\n\n5月27日，{FAIR}，掌柜的算盘打得很响。\n",
    "sources/b.yml": "title: 茶行的算盘\ndate: 2020-07\n",
    "sources/c.txt": "渡口\n\n老渡口要关了，摆渡的何师傅在这条江上撑了四十年船，最后一班船只坐了三个人。\n",
}


def test_the_pages_name_the_other_articles_of_an_event_and_the_reason_of_their_order(tmp_path: Path) -> None:
    pages = {f.path: Document(str(f.content)) for f in published(tmp_path, WORLD).files if f.page}
    one, other, last = (pages[f"articles/{ident}.md"] for ident in ("a", "b", "c"))
    also = [e for e in one.all("a") if any("jz-also" in i.classes for i in e.inside)]
    assert [e.attrs["href"].partition("#")[0] for e in also] == ["", "../b/"]
    assert not [e for e in last.elements if "jz-also" in e.classes]
    turns = {name: [(e.attrs["rel"], e.text) for e in page.all("a") if "rel" in e.attrs] for name, page in (("b", other), ("a", one))}
    assert turns["b"] == [("next", "后一篇 · 未署日期，文中说到 2021-03山上的一年")]
    assert turns["a"] == [("next", "后一篇 · 未署日期渡口"), ("prev", "前一篇 · 2020-07茶行的算盘")]
    reasons = [p.text for page in (one, last) for p in page.all("p") if any("jz-turn" in i.classes for i in p.inside)]
    assert reasons == ["本篇未署日期，据文中说到的最晚一日（2021-03）排在此处。", "本篇未署日期，也无从推定，排在最后。"]
    assert [e.text for e in pages["articles/index.md"].all("h2")] == ["茶行的算盘", "山上的一年", "渡口"]
