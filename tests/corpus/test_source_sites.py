"""The sites from which articles were taken: by which they are known, and what they are called."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from invented_sites import PAGES, body, notices, title, trade, unlike
from jiaozhu.corpus.source_sites.sites import SourceSite
from jiaozhu.pages.yaml_snippets import site_line_snippet, site_snippet
from jiaozhu.sites import stated_sites
from worlds import published, write


def built(root: Path, page: Callable[[int], list[str]], files: dict[str, str]) -> tuple[SourceSite, ...]:
    texts = {f"sources/{page.__name__}-{n}.txt": "\n".join(unlike(page(n), n)) + "\n" for n in range(PAGES)}
    return published(root, {**texts, **files}).index.source_sites


def alone(n: int) -> list[str]:
    return [title(n), *body(n)]


def test_a_site_is_called_as_its_lines_call_it(tmp_path: Path) -> None:
    (site,) = built(tmp_path, trade, {})
    assert (site.key, site.name, len(site.articles)) == ("手艺网", "手艺网", PAGES)


def test_a_site_that_nothing_names_has_no_name(tmp_path: Path) -> None:
    (site,) = built(tmp_path, notices, {})
    assert (site.key, site.name) == ("like-notices-0", "")


def test_an_address_names_a_site_without_common_lines(tmp_path: Path) -> None:
    (site,) = built(tmp_path, alone, {f"sources/alone-{n}.yml": f"url: https://www.river.example/{n}\n" for n in range(PAGES)})
    assert (site.key, site.name) == ("river.example", "river.example")


def test_the_editor_names_a_site(tmp_path: Path) -> None:
    (site,) = built(tmp_path, trade, {"sources/sites.yml": "- id: craft\n  name: 手艺人\n  sources: [trade-3]\n"})
    assert (site.key, site.name, len(site.articles)) == ("craft", "手艺人", PAGES)


@pytest.mark.parametrize("site", [SourceSite("手艺网", "手艺网", "", ("trade-1",)), SourceSite("river.example", "江岸", "", ("a", "b"))])
def test_what_is_offered_for_a_site_can_be_pasted(site: SourceSite, tmp_path: Path) -> None:
    lines = "\n".join(site_line_snippet(key, value) for key, value in (("cut", "评论: {}"), ("keep", "# 完 1"), ("others", "x")))
    write(tmp_path, {"sites.yml": f"{site_snippet(site)}\n{lines}\n"})
    (stated,), errors = stated_sites.load(tmp_path / "sites.yml", ("trade-1", "a", "x"))
    assert errors == ()
    assert stated.name == site.name
    assert [pattern.text for pattern in (*stated.cut, *stated.keep)] == ["评论: {}", "# 完 1"]
    assert yaml.safe_load(site_snippet(site))
