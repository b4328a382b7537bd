"""Series are told from titles: what is a number of a series, which articles are one, and in what order."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiaozhu.build.publication import Publication
from jiaozhu.corpus.series import title_number
from worlds import published

TEXT = "山里的雾很重，茶农说今年的春茶比去年早了{}天，一担茶要走两天才能到镇上的集市。\n\n第{}天清早，货车开到村口，茶叶装了{}筐。\n"


@pytest.mark.parametrize(
    ("title", "stem", "numbers"),
    [
        ("茶馆创业路线图（104）：怎样选址", "茶馆创业路线图", (104,)),
        ("如何看懂一份茶单（二）", "如何看懂一份茶单", (2,)),
        ("采茶四问 之三：谁来采", "采茶四问", (3,)),
        ("种茶人系列5——山上的一年", "种茶人系列", (5,)),
        ("炒茶必读丛谈—第十二讲 火候", "炒茶必读丛谈", (12,)),
        ("一片叶子的旅行（下）", "一片叶子的旅行", (3,)),
        ("一片叶子的旅行·上篇", "一片叶子的旅行", (1,)),
        ("老茶号的账本（三）（上）", "老茶号的账本", (3, 1)),
        ("第三届茶会纪事（2）", "第三届茶会纪事", (2,)),
    ],
)
def test_a_title_that_ends_in_a_number_has_a_place_in_a_series(title: str, stem: str, numbers: tuple[int, ...]) -> None:
    place = title_number(title)
    assert place is not None
    assert (place.stem, place.numbers) == (stem, numbers)


@pytest.mark.parametrize(
    "title",
    [
        "茶价上涨三分之一",
        "春茶上市的原因之一是天暖",
        "茶叶出口年报（2020）",
        "第三讲：火候",
        "茶会（上海）",
        "一千零一夜的茶",
        "（一）",
        "从山上到山下的路",
    ],
)
def test_other_numbers_are_none(title: str) -> None:
    assert title_number(title) is None


def library(root: Path, titles: dict[str, tuple[str, str]]) -> Publication:
    files = {"docs/index.md": "# 校注\n"}
    for n, (ident, (title, author)) in enumerate(titles.items(), 1):
        files[f"sources/{ident}.txt"] = f"{title}\n\n{TEXT.format(n * 11, n * 7, n * 13)}"
        files[f"sources/{ident}.yml"] = f'date: "2021-03-{n:02}"\n' + (f"author: {author}\n" if author else "")
    return published(root, files)


def test_a_series_stands_in_the_order_of_its_numbers_and_its_articles_lead_to_each_other(tmp_path: Path) -> None:
    titles = {"c": ("采茶札记（三）", "何山"), "a": ("采茶札记（一）", "何山"), "d": ("采茶札记（5）：雨前", "何山"), "x": ("渡口", "何山")}
    made = library(tmp_path, titles)
    pages = {file.path: str(file.content) for file in made.files if file.page}
    page = pages["series/采茶札记.md"]
    assert [page.index(f"articles/{ident}/") for ident in "acd"] == sorted(page.index(f"articles/{ident}/") for ident in "acd")
    assert "articles/x/" not in page
    assert "第 2、4 篇" in page
    middle = pages["articles/c.md"].partition('aria-label="系列"')[2].partition("</nav>")[0]
    assert 'rel="prev" href="../a/"' in middle
    assert 'rel="next" href="../d/"' in middle
    assert 'aria-label="系列"' not in pages["articles/x.md"]
    assert "采茶札记" in pages["series/index.md"]


def test_two_authors_with_one_title_are_two_series(tmp_path: Path) -> None:
    titles = {f"{author}{n}": (f"采茶札记（{n}）", author) for author in ("何山", "林溪") for n in (1, 2)}
    pages = {file.path for file in library(tmp_path, titles).files if file.path.startswith("series/")}
    assert pages == {"series/index.md", "series/采茶札记何山.md", "series/采茶札记林溪.md"}


def test_one_number_is_no_series(tmp_path: Path) -> None:
    made = library(tmp_path, {"a": ("采茶札记（一）", "何山"), "b": ("制茶札记（二）", "何山")})
    assert not [file.path for file in made.files if file.path.startswith("series/")]
