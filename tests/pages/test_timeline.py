"""The timeline of the project's own articles, its times as programs read them, and its division where it is long."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest

from contract import Document
from jiaozhu.corpus.events import Chronicle, build_chronicle
from jiaozhu.facts.dates.almanac import load
from jiaozhu.pages.timeline import page
from worlds import RULES, edition, idents, published, rulebook

ALLIANCE = {"kuaishou-double-subsidy", "kuaishou-jd-618", "kuaishou-reopens-links"}
DATETIME = re.compile(r"\d{4}(-\d\d(-\d\d)?)?|\d\d-\d\d")
YEARS = {f"sources/y{n}.txt": f"茶会第{n}年\n\n{n}年5月27日，茶会在山上开了场，茶农们来了许多。\n" for n in (2016, 2017, 2018)}


@lru_cache(maxsize=1)
def collection() -> Chronicle:
    editions = [edition(ident) for ident in idents()]
    titled = ((e.heading.title.value if e.heading.title else "", e) for e in editions)
    return build_chronicle(titled, load(RULES)[0], rulebook().words["function-characters"])


@lru_cache(maxsize=1)
def shown() -> Document:
    return document(collection())["timeline/index.md"]


def document(made: Chronicle) -> dict[str, Document]:
    return {file.path: Document(str(file.content)) for data in page.timeline_pages(made) for file in page.render(data)}


def test_the_alliance_is_one_event_told_by_three_articles() -> None:
    told = [event for event in collection().events if {entry.article for entry in event.entries} == ALLIANCE]
    assert [(event.when.label, len(event.entries)) for event in told] == [("2020年5月27日", 3)]
    reasons = {entry.article: entry.dating.reason for entry in told[0].entries}
    assert "《乘风破浪的快手，双百亿补贴背后的一盘大棋》《快手重新开启联盟之路》" in reasons["kuaishou-jd-618"]


def test_there_are_at_least_25_events_in_order() -> None:
    days = [event.when.days.first for event in collection().events if event.when.days]
    assert len(days) == len(collection().events) >= 25
    assert all(before <= after for before, after in pairwise(days))


def test_what_has_no_year_is_told_apart() -> None:
    assert {entry.article for entry in collection().unplaced} == {"kuaishou-trust-commerce"}
    assert all("年份不详" in entry.dating.label for entry in collection().unplaced)


def test_each_sentence_links_to_the_block_that_holds_it() -> None:
    blocks = {(ident, block.id): block.text for ident in idents() for block in edition(ident).blocks}
    links = [e for e in shown().all("a") if e.attrs["href"].startswith("../articles/")]
    assert len(links) == sum(len(event.entries) for event in collection().events) + len(collection().unplaced)
    for link in links:
        ident, _, block = link.attrs["href"].removeprefix("../articles/").partition("/#")
        assert link.text in blocks[unquote(ident), block]


def test_no_words_are_told_twice() -> None:
    """A sentence with several times is told clause by clause, and says that there is more of it."""
    entries = [*(entry for event in collection().events for entry in event.entries), *collection().unplaced]
    told = [(entry.article, entry.block, entry.sentence) for entry in entries]
    assert len(set(told)) == len(told)
    cut = [entry for entry in entries if entry.cut_before or entry.cut_after]
    assert len(cut) >= 10
    assert shown().elements[0].text.count("……") == sum(entry.cut_before + entry.cut_after for entry in cut)
    for entry in entries:
        assert entry.sentence[entry.start : entry.end] == entry.dating.words


def test_an_inferred_year_stays_inferred_in_the_rest_of_its_paragraph() -> None:
    quarter = next(event for event in collection().events if event.when.label == "2022年第二季度")
    assert quarter.when.inferred


NAMES = """kinds: [活动与事件, 企业与机构]
names:
  - {id: fair, form: 双十一茶会之夜, kind: 活动与事件, about: 茶行与客栈在县城合办的一场晚会。}
  - {id: shop, form: 县城茶行, kind: 企业与机构, about: 县城里收购散茶的一家商号。, relations: [{takes-part-in: fair}]}
"""
FAIRS = {
    "docs/index.md": "# 校注\n",
    "docs/names.yml": NAMES,
    "sources/a.txt": "山上\n\n2019年11月10日晚上，人们办了双十一茶会之夜，来的人很多。\n\n2019年12月，县城茶行关了门，茶农另寻出路。\n",
}


def test_a_festival_in_a_name_is_no_time_and_who_takes_part_is_found_with_it(tmp_path: Path) -> None:
    files = {f.path: Document(str(f.content)) for f in published(tmp_path, FAIRS).files if f.path.startswith("timeline/")}
    found = files["timeline/index.md"]
    assert [e.attrs["data-names"] for e in found.all("li")] == ["fair shop", "shop"]
    assert [(e.attrs["value"], e.text) for e in found.all("button")] == [("shop", "县城茶行 2")]
    assert "hidden" in next(e for e in found.all("div") if "jz-filter" in e.classes).attrs


def test_each_time_can_be_read_by_programs() -> None:
    times = [element.attrs["datetime"] for element in shown().all("time")]
    assert len(times) >= len(collection().events)
    for time in times:
        assert DATETIME.fullmatch(time), time
        date.fromisoformat(f"2000-{time}" if re.fullmatch(r"\d\d-\d\d", time) else (f"{time}-01-01")[:10])


def test_a_long_timeline_has_a_page_of_each_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "ON_PAGE", 2)
    made = published(tmp_path, {"docs/index.md": "# 校注\n", **YEARS})
    found = {f.path: Document(str(f.content)) for f in made.files if f.path.startswith("timeline/")}
    paths = ["timeline/2016.md", "timeline/2017.md", "timeline/2018.md"]
    assert sorted(found) == [*paths, "timeline/index.md"]
    for path, base in [("timeline/index.md", "timeline/"), *((path, path.replace(".md", "/")) for path in paths)]:
        years = [urljoin(base, e.attrs["href"]) for e in found[path].all("a") if "timeline/2" in e.attrs["href"]]
        assert years == [f"timeline/{year}/" for year in (2016, 2017, 2018)]
        marked = [e.attrs["href"] for e in found[path].all("a") if e.attrs.get("aria-current")]
        assert [urljoin(base, href) for href in marked] == ([base] if path in paths else [])
    articles = {path: [urljoin(path.replace(".md", "/"), e.attrs["href"]) for e in found[path].all("a")][4:] for path in paths}
    assert [link.partition("#")[0] for links in articles.values() for link in links] == [f"articles/y{n}/" for n in (2016, 2017, 2018)]


def test_a_long_year_has_a_page_of_each_month_and_every_sentence_stands_on_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "ON_PAGE", 2)
    days = [(2016, 3, 1), (2016, 3, 9), (2016, 3, 20), (2016, 8, 2), (2018, 5, 27)]
    words = ("茶会在山上开了场", "货车翻进了河里", "合作社分了红", "渡口修起了桥", "茶馆关了门")
    files = {f"sources/d{n}.txt": f"第{n}篇\n\n{y}年{m}月{d}日，{words[n]}，乡里都在说。\n" for n, (y, m, d) in enumerate(days)}
    files["sources/whole.txt"] = "那一年\n\n2016年，山上的雨水格外多，茶农们都记得。\n"
    made = published(tmp_path, {"docs/index.md": "# 校注\n", **files})
    shown = {f.path: Document(str(f.content)) for f in made.files if f.path.startswith("timeline/")}
    links = {path: [e.attrs["href"] for e in d.all("a") if "#" in e.attrs["href"]] for path, d in shown.items()}
    sentences = {path: [href.split("articles/")[1][:2] for href in some] for path, some in links.items()}
    assert sentences == {
        "timeline/index.md": [],
        "timeline/2016.md": ["wh"],
        "timeline/2016/03.md": ["d0", "d1"],
        "timeline/2016/03/page-2.md": ["d2"],
        "timeline/2016/08.md": ["d3"],
        "timeline/2018.md": ["d4"],
    }
    marked = [e.attrs["href"] for e in shown["timeline/2016/08.md"].all("a") if e.attrs.get("aria-current")]
    assert marked == ["../../../timeline/2016/", "../../../timeline/2016/08/"]


def test_a_decade_with_few_events_has_one_page_and_the_first_page_has_what_several_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "ON_PAGE", 3)
    days = {
        "a": "1991年3月1日，茶会在山上开了场",
        "b": "1996年8月2日，货车翻进了河里",
        "c": "2016年5月27日，渡口修起了桥",
        "d": "2017年4月5日，茶馆关了门",
    }
    files = {f"sources/{name}.txt": f"第{name}篇\n\n{words}，乡里都在说。\n" for name, words in days.items()}
    for name in ("e", "f"):
        files[f"sources/{name}.txt"] = f"又一篇{name}\n\n2016年5月27日，渡口修起了一座桥，第{name}家报纸写了。\n"
    made = published(tmp_path, {"docs/index.md": "# 校注\n", **files})
    shown = {f.path: Document(str(f.content)) for f in made.files if f.path.startswith("timeline/")}
    links = {path: {e.attrs["href"].split("articles/")[1][0] for e in d.all("a") if "#" in e.attrs["href"]} for path, d in shown.items()}
    assert links == {
        "timeline/index.md": {"c", "e", "f"},
        "timeline/1990s.md": {"a", "b"},
        "timeline/2016.md": {"c", "e", "f"},
        "timeline/2017.md": {"d"},
    }
    assert [e.text for e in shown["timeline/1990s.md"].all("h1")] == ["1990年代"]
    assert [(e.text, "hidden" in e.attrs) for e in shown["timeline/1990s.md"].all("h2")] == [("1991年", False), ("1996年", False)]
    assert [e.attrs["href"] for e in shown["timeline/1990s.md"].all("a") if e.attrs.get("aria-current")] == ["../../timeline/1990s/"]


def test_an_empty_collection_has_a_timeline() -> None:
    found = document(build_chronicle((), load(RULES)[0]))["timeline/index.md"]
    assert not found.all("li")
    assert any("都没有说到日期" in e.text for e in found.all("p"))
