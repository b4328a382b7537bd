"""A long table of figures: every figure stands once among all and once among its kind, by size; and near its names."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

import pytest

from jiaozhu.build.publication import Publication
from jiaozhu.pages.figures import page, ways
from jiaozhu.project import Project
from worlds import ROOT, publish


@lru_cache(maxsize=1)
def publication() -> Publication:
    return publish(Project(ROOT / "sources", ROOT / "docs"))


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setattr(ways, "ON_PAGE", 10)
    monkeypatch.setattr(ways, "FEWEST", 3)
    return {file.path: str(file.content) for data in page.inputs(publication().index) for file in page.render(data)}


def rows(pages: dict[str, str], path: str) -> list[str]:
    return [
        row
        for name, content in pages.items()
        if re.fullmatch(path, name)
        for row in re.findall(r'<td data-key="\d+"><a href="([^"]+)', content)
    ]


def test_each_figure_stands_once_among_all_and_once_among_its_kind(pages: dict[str, str]) -> None:
    blocks = [row.rpartition("articles/")[2] for row in rows(pages, r"figures/(index|\d+)\.md")]
    of_kinds = [row.rpartition("articles/")[2] for row in rows(pages, r"figures/kinds/\w+(/\d+)?\.md")]
    assert Counter(blocks) == Counter(of_kinds)
    assert len(blocks) == len(publication().index.quantities)
    assert all(
        f'href="../{path.removesuffix(".md")}/"' in pages["figures/index.md"]
        for path in pages
        if re.fullmatch(r"figures/\w+/[\w-]+\.md", path)
    )


def test_of_a_kind_the_largest_of_a_unit_stand_first(pages: dict[str, str]) -> None:
    shares = [
        float(value)
        for path in sorted(path for path in pages if path.startswith("figures/kinds/share"))
        for value in re.findall(r'<data value="(?:[\d.]+ )?([\d.]+)"', pages[path])
    ]
    assert len(shares) > 3
    assert shares == sorted(shares, reverse=True)


def test_near_a_name_stand_the_figures_of_its_sentences(pages: dict[str, str]) -> None:
    near = [quantity for quantity in publication().index.quantities if "kuaishou" in quantity.near]
    assert len(rows(pages, r"figures/names/kuaishou(/\d+)?\.md")) == len(near) > 3


def test_a_short_table_has_no_other_lists() -> None:
    assert [data.link.path for data in page.inputs(publication().index)] == ["figures"]
