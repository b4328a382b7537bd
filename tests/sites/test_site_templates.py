"""Templates of sites: invented sites of several shapes, and series of articles that have much in common and are no site's furniture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from invented_sites import (
    AUTHORS,
    PAGES,
    account,
    answers,
    body,
    catalogued,
    circular,
    circular_text,
    encyclopedia,
    journal,
    newspaper,
    newsroom,
    notices,
    player,
    stocktaking,
    stocktaking_text,
    title,
    trade,
    workshops,
)
from jiaozhu.core.model import Edition
from jiaozhu.core.store import Store
from jiaozhu.core.work.cluster import Workers
from jiaozhu.editions import load as load_module
from jiaozhu.editions.load import EditionOrError, load_editions
from jiaozhu.editions.site_membership import SourceText
from jiaozhu.rules.rulebook import Rulebook
from jiaozhu.sources.discover import discover
from worlds import rulebook, write


def weather(n: int) -> list[str]:
    """A daily report: its paragraphs are alike, and nothing is a site's."""
    return [
        f"县城天气播报（4月{n + 11}日）",
        f"2021-04-{n + 11}",
        f"县气象台今天下午五点发布：今天夜里到明天，县城{('多云', '小雨', '晴')[n % 3]}，最高气温{n + 18}度，东南风二到三级。",
        "农事提醒：油菜正在开花，请注意防治蚜虫；茶园要及时采摘，不要等到下雨；水稻育秧的农户请保持棚内通风。",
    ]


def interviews(n: int) -> list[str]:
    """A series of interviews: the same motto above and below, the same questions, the same heading before the last paragraphs."""
    lines = body(n)
    questions = ["问：您小时候想过会做这一行吗？", lines[0], "问：如果有年轻人想学，您会收徒弟吗？", lines[1], *lines[2:9]]
    return [title(n), "凡是过往，皆为序章。", *questions, "写在最后", *lines[9:], "上善若水，水善利万物而不争。"]


def clipped(n: int) -> list[str]:
    """Notes with front matter, all by one author of one outlet."""
    facts = [f'title: "{title(n)}"', 'author: "沈青禾"', f"date: 2021-0{n + 1}-1{n}", 'publisher: "河图观察"', "tags: [人物, 手艺]"]
    return ["---", *facts, "---", "", *(line for words in body(n) for line in (words, ""))]


def load(root: Path, page: Callable[[int], list[str]], pages: int = PAGES) -> list[Edition]:
    texts = {f"sources/{page.__name__}-{n}.txt": "\n".join(page(n)) + "\n" for n in range(pages)}
    write(root, texts)
    loaded = load_editions(discover(root / "sources").items, rulebook(), Store(root / "store"), workers=Workers(1))
    return [result for result in loaded.results if isinstance(result, Edition)]


def text_of(edition: Edition) -> list[str]:
    return [block.text for block in edition.blocks if block.kind != "title"]


@pytest.mark.parametrize("page", [account, notices, trade, newspaper, newsroom, journal, player, answers, catalogued, workshops])
def test_nothing_but_the_article_is_left_of_a_page(tmp_path: Path, page: Callable[[int], list[str]]) -> None:
    editions = load(tmp_path, page)
    assert [text_of(edition) for edition in editions] == [body(n) for n in range(PAGES)]
    assert [edition.heading.title and edition.heading.title.value for edition in editions] == [title(n) for n in range(PAGES)]
    assert [edition.heading.date and edition.heading.date.value for edition in editions] == [f"2021-0{n + 1}-1{n}" for n in range(PAGES)]


def test_front_matter_is_no_line_of_a_site(tmp_path: Path) -> None:
    editions = load(tmp_path, clipped)
    facts = [(e.heading.author and e.heading.author.value, e.heading.outlet and e.heading.outlet.value) for e in editions]
    assert facts == [("沈青禾", "河图观察")] * PAGES
    assert [text_of(edition) for edition in editions] == [body(n) for n in range(PAGES)]


def test_the_salutation_and_the_signature_of_a_notice_are_its_own(tmp_path: Path) -> None:
    assert [text_of(edition) for edition in load(tmp_path, circular)] == [circular_text(n) for n in range(PAGES)]


def test_a_table_that_all_reports_of_a_series_have_is_no_box(tmp_path: Path) -> None:
    for n, edition in enumerate(load(tmp_path, stocktaking)):
        text = "\n".join(block.text for block in edition.blocks)
        assert [line for line in stocktaking_text(n) if line not in text] == []


def test_contents_and_links_of_a_wiki_are_cut_and_its_headings_kept(tmp_path: Path) -> None:
    for n, edition in enumerate(load(tmp_path, encyclopedia)):
        headings = [block.text for block in edition.blocks if block.kind == "heading"]
        assert headings == [line.removesuffix("[编辑]") for line in encyclopedia(n) if line.endswith("[编辑]")]
        assert [text for text in text_of(edition) if text not in headings] == body(n)
        assert edition.heading.date is not None
        assert edition.heading.date.value == f"2021-0{n + 1}-1{n}"


@pytest.mark.parametrize(
    ("page", "authors"),
    [
        (account, AUTHORS),
        (notices, (None,) * PAGES),
        (trade, AUTHORS),
        (newspaper, tuple(f"{AUTHORS[n]} {AUTHORS[(n + 1) % PAGES]}" for n in range(PAGES))),
        (newsroom, AUTHORS),
        (journal, AUTHORS),
        (player, AUTHORS),
        (answers, AUTHORS),
        (catalogued, (None,) * PAGES),
    ],
)
def test_the_author_is_read_where_the_site_names_one(
    tmp_path: Path, page: Callable[[int], list[str]], authors: tuple[str | None, ...]
) -> None:
    assert tuple(edition.heading.author and edition.heading.author.value for edition in load(tmp_path, page)) == authors


@pytest.mark.parametrize("page", [weather, interviews])
def test_what_a_series_has_in_common_stays(tmp_path: Path, page: Callable[[int], list[str]]) -> None:
    for n, edition in enumerate(load(tmp_path, page)):
        shown = [edition.heading.title.value if edition.heading.title else "", *text_of(edition)]
        date = edition.heading.date.value if edition.heading.date else ""
        assert [line for line in page(n) if line not in shown and line != date] == []


def test_few_pages_teach_nothing(tmp_path: Path) -> None:
    rules = {run.rule for edition in load(tmp_path, notices, 4) for run in edition.reading.runs if run.rule}
    assert not {rule for rule in rules if rule.startswith("site-")}


def test_all_that_is_cut_can_be_taken_back(tmp_path: Path) -> None:
    """A line that the editor keeps stays, whatever the template says of it."""
    write(tmp_path, {"sources/notices-3.yml": "keep: [打印本页 关闭窗口]\n"})
    kept = load(tmp_path, notices)[3]
    assert [*body(3), "打印本页 关闭窗口"] == text_of(kept)


def test_one_new_page_does_not_make_the_others_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the template says of a page names no counts and no other page, so that the page's edition is kept."""
    edited: list[str] = []
    make = load_module.make_edition

    def counted(text: SourceText, book: Rulebook) -> EditionOrError:
        edited.append(text.source.id)
        return make(text, book)

    monkeypatch.setattr(load_module, "make_edition", counted)
    load(tmp_path, trade, PAGES - 1)
    edited.clear()
    load(tmp_path, trade)
    assert edited == [f"trade-{PAGES - 1}"]
