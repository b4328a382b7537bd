"""The lists of a library: which there are, what stands on them, how long ones are divided; and that a handful of articles has none."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from jiaozhu.core.article import Article
from jiaozhu.core.model import Datum
from jiaozhu.corpus.catalogue import FEW, ArticleGroup, Catalogue, catalogue
from jiaozhu.corpus.group_key import LONGEST, name_key
from jiaozhu.corpus.index import Index
from jiaozhu.pages.article.places import groups_of, list_links, subjects_by_article
from jiaozhu.pages.articles import page as articles_page
from jiaozhu.pages.lists import groups
from jiaozhu.pages.lists import page as lists
from jiaozhu.pages.lists.shelves import ON_PAGE
from worlds import edition, idents, published, rulebook

LISTED = re.compile(r'<h[23] class="jz-entry__title"><a href="[./]*articles/([^/"]+)/"|<h[23] class="jz-entry__title"><a href="([^/"]+)/"')


@lru_cache(maxsize=1)
def model() -> Article:
    return Article(edition(idents()[0]), "渡口", 900)


def article(n: int, date: str, author: str = "", outlet: str = "") -> Article:
    heading = replace(
        model().edition.heading,
        date=Datum(date) if date else None,
        author=Datum(author) if author else None,
        outlet=Datum(outlet) if outlet else None,
    )
    source = replace(model().edition.source, id=f"a{n:05}")
    return replace(model(), edition=replace(model().edition, source=source, heading=heading))


def pages(*articles: Article) -> dict[str, str]:
    """The pages of lists, of groups and of all articles."""
    index = Index(rulebook(), articles=articles, catalogue=catalogue(articles))
    kinds = (lists, groups, articles_page)
    return {file.path: str(file.content) for kind in kinds for data in kind.inputs(index) for file in kind.render(data)}


def listed(page: str) -> list[str]:
    return [one or other for one, other in LISTED.findall(page)]


def daily(count: int) -> list[Article]:
    """Articles of successive days of 2019 and 2020, by two authors in turn, in one outlet."""
    return [article(n, f"{2019 + n // 300}-{1 + n // 25 % 12:02}-{1 + n % 25:02}", ("何山", "林溪")[n % 2], "茶报") for n in range(count)]


def test_a_handful_of_articles_has_one_list_in_the_order_of_time() -> None:
    made = pages(*daily(FEW))
    assert set(made) == {"articles/index.md"}
    assert listed(made["articles/index.md"]) == [f"a{n:05}" for n in range(FEW)]


def test_each_article_of_a_library_stands_in_the_list_of_its_year_its_author_and_its_outlet() -> None:
    some = (*daily(FEW), article(900, "2021-05", "何山、林溪"), article(901, ""), article(902, "2021-06-01", "独客", "渡口周刊"))
    made = pages(*some)
    assert listed(made["years/2021.md"]) == ["a00902", "a00900"]
    assert listed(made["years/undated.md"]) == ["a00901"]
    for author in ("何山", "林溪"):
        assert "a00900" in listed(made[f"authors/{author}.md"])
    assert len(listed(made["outlets/茶报.md"])) == FEW
    assert "authors/独客.md" not in made
    assert 'href="../articles/a00902/">独客</a>' in made["authors/index.md"]
    assert listed(made["articles/index.md"])[:2] == ["a00902", "a00900"]


def test_a_long_list_is_divided_until_each_part_fits_and_every_article_stands_on_a_page() -> None:
    count = 650
    made = pages(*daily(count))
    for folder in ("years/", "outlets/茶报"):
        own = {path: listed(text) for path, text in made.items() if path.startswith(folder)}
        assert {ident for some in own.values() for ident in some} == {f"a{n:05}" for n in range(count)}
        assert max(map(len, own.values())) <= ON_PAGE
    assert "outlets/茶报/2019/05.md" in made
    assert 'href="../../../authors/' not in made["years/2019/05.md"]


def test_a_list_of_one_month_goes_on_in_numbered_pages() -> None:
    made = pages(*(article(n, "2020-05-01", "何山") for n in range(ON_PAGE + 20)))
    month = made["years/2020/05.md"]
    assert len(listed(month)) == ON_PAGE
    assert len(listed(made["years/2020/05/page-2.md"])) == 20
    assert 'rel="next" href="../../../years/2020/05/page-2/"' in month
    assert 'rel="prev" href="../../../../years/2020/05/"' in made["years/2020/05/page-2.md"]


def test_the_links_of_a_library_lead_to_pages_and_places_that_are_there() -> None:
    made = pages(*daily(350), article(900, "", "何山"))
    for path, text in made.items():
        folder = Path(path).parent if path.endswith("index.md") else Path(path).with_suffix("")
        for href in re.findall(r'href="((?:\.\./)+(?:years|authors|outlets)/[^"]*)"', text):
            way, _, anchor = href.partition("#")
            target = Path(*resolved(folder, way))
            page = made.get(f"{target}.md") or made.get(f"{target}/index.md")
            assert page is not None, (path, href)
            assert not anchor or f'id="{anchor}"' in page, (path, href)


def resolved(folder: Path, way: str) -> list[str]:
    parts = list(folder.parts)
    for part in unquote(way).strip("/").split("/"):
        parts = parts[:-1] if part == ".." else [*parts, part]
    return parts


def test_the_first_view_of_ten_thousand_articles_is_small() -> None:
    text = pages(*(article(n, f"20{10 + n % 12}-{1 + n % 12:02}-{1 + n % 28:02}", f"作者{n % 800}", f"报{n % 90}") for n in range(10_000)))
    assert len(text["articles/index.md"].encode()) <= 50_000  # the frame of the theme takes less than ten
    assert max(len(page.encode()) for page in text.values()) <= 130_000


@pytest.mark.parametrize(("name", "key"), [("老 陈", "老陈"), ("３６Ｋｒ", "36kr"), ("36KR", "36kr"), ("A/B", "ab")])
def test_names_that_differ_in_spaces_width_and_case_alone_have_one_address(name: str, key: str) -> None:
    assert name_key(name) == key


def test_no_key_is_too_long_or_that_of_another_page() -> None:
    assert len({name_key("长" * LONGEST * n) for n in (2, 3)}) == 2
    assert name_key("Index") != "index"
    assert name_key("***") == ""


def test_an_article_leads_to_the_others_of_its_author(tmp_path: Path) -> None:
    files = {"docs/index.md": "# 校注\n"}
    for n in range(FEW + 1):
        text = "".join(f"{chr(0x4E00 + n * 97 + k)}{chr(0x5E00 + n * 31 + k)}，" for k in range(40))
        files[f"sources/a{n}.txt"] = f"渡口{chr(0x4E00 + n)}\n\n{text}\n"
        files[f"sources/a{n}.yml"] = f"author: {'何山' if n < 2 else '林溪' if n < 3 else '何 山'}\n"
    made = {file.path: str(file.content) for file in published(tmp_path, files).files if file.page}
    assert 'href="../../authors/%E4%BD%95%E5%B1%B1/"' in made["articles/a0.md"]
    assert 'href="../../authors/' not in made["articles/a2.md"]


@pytest.mark.parametrize("dated", [True, False])
def test_the_newest_are_called_so_where_a_date_is_known(tmp_path: Path, dated: bool) -> None:
    files = {"docs/index.md": "# 校注\n"}
    for n in range(FEW + 1):
        text = "".join(f"{chr(0x4E00 + n * 97 + k)}{chr(0x5E00 + n * 31 + k)}，" for k in range(40))
        files[f"sources/a{n}.txt"] = f"渡口{chr(0x4E00 + n)}\n\n{text}\n"
        files[f"sources/a{n}.yml"] = f"author: 何山\n{'date: 2021-04' if dated else ''}\n"
    made = {file.path: str(file.content) for file in published(tmp_path, files).files if file.page}
    for path in ("index.md", "articles/index.md"):
        assert ("最新" in made[path]) is dated


def test_an_article_leads_to_its_subjects_first() -> None:
    subject, author = (ArticleGroup(key, name, ("a", "b")) for key, name in (("茶", "茶叶"), ("何山", "何山")))
    some = Catalogue(newest=tuple(map(str, range(FEW + 1))), subjects=(subject,), authors=(author,))
    assert subjects_by_article(some) == {"a": ("茶",), "b": ("茶",)}
    links = list(list_links(article(1, "", author="何山"), groups_of(some), ("茶",), ""))
    assert [(link.word, link.name) for link in links] == [("同一主题", "茶叶"), ("同一作者", "何山")]
    assert links[0].href == "../../subjects/%E8%8C%B6/"
