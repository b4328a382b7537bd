"""What editors state of sites: patterns of lines, which sources are of a site, and what that changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented_sites import AUTHORS, PAGES, body, notices, title, trade
from jiaozhu.core.lines import lines
from jiaozhu.core.model import Edition
from jiaozhu.core.store import Store
from jiaozhu.core.work.cluster import Workers
from jiaozhu.editions.load import LoadedEditions, load_editions
from jiaozhu.sites import stated_sites
from jiaozhu.sites.edges import SiteWords
from jiaozhu.sites.evidence import SiteEvidence
from jiaozhu.sites.line_patterns import line_pattern, matches
from jiaozhu.sites.page import page
from jiaozhu.sites.stated_sites import StatedSite, host_of, is_named, site_of
from jiaozhu.sites.template import templates
from jiaozhu.sources.discover import discover
from worlds import rulebook, write


def facts(pattern: str, text: str) -> list[dict[str, str]]:
    return [{name: span.slice(text) for name, span in match.facts} for match in matches(line_pattern(pattern), lines(text))]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("文/{author}", "文/沈青禾", [{"author": "沈青禾"}]),
        ("{title}_{}网", "互联网的冬天_某某网", [{"title": "互联网的冬天"}]),
        ("发布时间：{date} 来源：{outlet} 点击量：{}", "发布时间: 2022-10-01", []),
        ("发布：{date} 来源：{outlet} 点击：{}", "发布：2022年10月1日来源：县报  点击：7", [{"date": "2022年10月1日", "outlet": "县报"}]),
        ("{author} {date}", "沈 青禾 2022-10-01", [{"author": "沈 青禾", "date": "2022-10-01"}]),
        ("3 评论 517 浏览", "41评论 1.2万 浏览", [{}]),
        ("3 评论 517 浏览", "评论 517 浏览", []),
        ("上一篇：{}", "上一篇：", []),
        ("{title}\n{author}\n2022-10-01", "一\n二\n三\n2021-03-04", [{"title": "二", "author": "三"}]),
        ("相关课程\n{}", "相关课程\n甲\n相关课程\n乙", [{}, {}]),
    ],
)
def test_a_pattern_fits_lines_with_its_words(pattern: str, text: str, expected: list[dict[str, str]]) -> None:
    assert facts(pattern, text) == expected


@given(st.text(alphabet="网络茶-·.(*[ 7", min_size=1).filter(str.strip), st.text(alphabet="甲乙", min_size=1))
def test_a_line_fits_itself_with_any_words_in_its_slot(words: str, slot: str) -> None:
    """Nothing of what an editor writes is an expression."""
    line = f"{words}：{slot}"
    assert len(list(matches(line_pattern(line), lines(line)))) == 1
    assert [span.slice(line) for match in matches(line_pattern(f"{words}：{{title}}"), lines(line)) for _, span in match.facts] == [slot]


@pytest.mark.parametrize(
    ("source", "host", "outlet", "expected"),
    [
        ("river-1", "", "", "river"),
        ("x", "river.example", "", "river"),
        ("x", "a.m.river.example", "", "mobile"),
        ("x", "notriver.example", "", ""),
        ("x", "", "江岸 新闻", "river"),
        ("river-7", "river.example", "江岸新闻", ""),
        ("x", "m.river.example", "江岸新闻", "mobile"),
    ],
)
def test_a_source_is_of_the_site_that_claims_it_most_closely(source: str, host: str, outlet: str, expected: str) -> None:
    river = StatedSite("river", "江岸新闻", 1, hosts=("river.example",), outlets=("江岸新闻",), sources=("river-*",), others=("river-7",))
    site = site_of((river, StatedSite("mobile", "江岸手机版", 2, hosts=("m.river.example",))), source, host, outlet)
    assert (site.id if site else "") == expected


@pytest.mark.parametrize(("address", "host"), [("https://www.River.example:8080/a", "river.example"), ("no address", ""), ("http://[", "")])
def test_the_host_of_an_address(address: str, host: str) -> None:
    assert host_of(address) == host


def test_a_star_stands_for_any_characters() -> None:
    assert [ident for ident in ("river-1-a", "river-2", "river", "driver-1-a") if is_named(ident, ("river-*a",))] == ["river-1-a"]


def load(root: Path, files: dict[str, str]) -> LoadedEditions:
    write(root, files)
    items = discover(root / "sources").items
    stated, errors = stated_sites.load(root / "sources" / "sites.yml", {item.path.stem for item in items})
    assert errors == ()
    return load_editions(items, rulebook(), Store(root / "store"), workers=Workers(1), stated=stated)


def editions(loaded: LoadedEditions) -> list[Edition]:
    return [result for result in loaded.results if isinstance(result, Edition)]


def text_of(edition: Edition) -> list[str]:
    return [block.text for block in edition.blocks if block.kind != "title"]


def test_stated_facts_are_read_on_two_pages(tmp_path: Path) -> None:
    """Two pages teach nothing by themselves; the editor's word is enough."""
    sites = "- id: craft\n  name: 手艺网\n  sources: ['*']\n  facts:\n    - |\n      {title}\n      {author}\n      {date}\n"
    pages = {f"sources/trade-{n}.txt": "\n".join([title(n), AUTHORS[n], f"2021-0{n + 1}-1{n}", *body(n)]) for n in range(2)}
    made = editions(load(tmp_path, {**pages, "sources/sites.yml": sites}))
    assert [(e.heading.title and e.heading.title.value, e.heading.author and e.heading.author.value) for e in made] == [
        (title(n), AUTHORS[n]) for n in range(2)
    ]
    assert [e.heading.date and e.heading.date.value for e in made] == ["2021-01-10", "2021-02-11"]
    assert [text_of(edition) for edition in made] == [body(n) for n in range(2)]


def test_the_editors_word_counts_before_the_template(tmp_path: Path) -> None:
    pages = {f"sources/trade-{n}.txt": "\n".join(trade(n)) for n in range(PAGES)}
    sites = f"- id: craft\n  name: 手艺网\n  sources: [trade-0]\n  keep: [收藏]\n  cut:\n    - {body(3)[0]}\n"
    loaded = load(tmp_path, {**pages, "sources/sites.yml": sites})
    assert set(loaded.sites.assigned.values()) == {"craft"}
    assert len(loaded.sites.assigned) == PAGES, "pages with the same lines are of the site"
    assert [text_of(edition) for edition in editions(loaded)] == [
        [*(line for line in body(n) if (n, line) != (3, body(3)[0])), "收藏"] for n in range(PAGES)
    ]


def test_a_sidecar_counts_before_what_is_stated_of_the_site(tmp_path: Path) -> None:
    sites = "- id: craft\n  name: 手艺网\n  sources: ['*']\n  cut: ['上一篇：{}']\n  keep: [完]\n"
    text = "\n".join([title(0), *body(0), "完", "上一篇：渡口"])
    files = {"sources/a.txt": text, "sources/b.txt": text.replace("早上", "傍晚"), "sources/sites.yml": sites}
    a, b = editions(load(tmp_path, {**files, "sources/a.yml": "keep: [上一篇：渡口]\ncut: [完]\n"}))
    assert text_of(a)[-1] == "上一篇：渡口"
    assert "完" not in text_of(a)
    assert text_of(b)[-1] == "完"


def test_pages_that_lines_leave_alone_go_with_their_address() -> None:
    pages = [page(f"p{n}", "\n".join([title(n), *body(n), "微信扫一扫"])) for n in range(PAGES)]
    assert templates(pages, SiteWords()) == ()
    (learned,) = templates(pages, SiteWords(), {p.name: SiteEvidence(host="river.example") for p in pages})
    assert "微信扫一扫" in learned.edges.borders


def test_sites_that_the_editor_tells_apart_stay_apart() -> None:
    pages = [page(f"p{n}", "\n".join(notices(n))) for n in range(PAGES)] + [page(f"q{n}", "\n".join(notices(n)[:-1])) for n in range(PAGES)]
    evidence = {p.name: SiteEvidence(site=p.name[0]) for p in pages}
    assert [learned.site for learned in templates(pages, SiteWords())] == [""]
    assert sorted(learned.site for learned in templates([*pages], SiteWords(), evidence)) in (["p"], ["p", "q"])
