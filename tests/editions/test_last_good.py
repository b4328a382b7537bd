"""While serving, an article whose sidecar is wrong stays, as its last sidecar that was right made it, and says what is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from jiaozhu.build.article_update import ArticleUpdate
from jiaozhu.build.publication import Publication
from worlds import HOME, publish, world

TEA = "茶农的一天\n\n天还没有亮，山上的茶农已经背着竹篓出门，因为露水干透之前采下的芽叶最嫩。\n他说：走吧，不走就晚了，露水不等人。\n"
GOOD = "cut:\n  - 他说：走吧，不走就晚了，露水不等人。\n"
BROKEN = ("cut: [\n", "cut:\n  - 没有这句话\n", "titel: 茶农\n", "witness: nobody\n")


def text_of(publication: Publication, path: str) -> str:
    (content,) = (str(file.content) for file in publication.files if file.path == path)
    return content


@pytest.mark.parametrize("broken", BROKEN)
def test_an_article_stays_under_a_banner(tmp_path: Path, broken: str) -> None:
    project = world(tmp_path, {"docs/index.md": HOME, "sources/tea.txt": TEA, "sources/tea.yml": GOOD})
    project = replace(project, cache=tmp_path / ".cache" / "jiaozhu.db", keeps_editions=True, books=False, images=False)
    good = publish(project)
    assert "jz-fault" not in text_of(good, "articles/tea.md")
    (project.sources / "tea.yml").write_text(broken, "utf-8")
    if "witness" not in broken:  # what concerns other sources is seen where all are read
        assert any("jz-fault" in str(file.content) for file in ArticleUpdate(project, good).pages("tea"))
    later = publish(project)
    assert [error.path for error in later.wrong] == ["sources/tea.yml"]
    page = text_of(later, "articles/tea.md")
    assert f"<code>{later.wrong[0].place}</code>" in page
    assert "露水不等人" not in text_of(later, "articles/tea/edition.md")
    (project.sources / "tea.yml").write_text("title: 茶\n", "utf-8")
    mended = publish(project)
    assert "jz-fault" not in text_of(mended, "articles/tea.md")
    assert mended.wrong == ()


def test_without_a_sidecar_that_was_right_the_source_stands_alone(tmp_path: Path) -> None:
    project = world(tmp_path, {"docs/index.md": HOME, "sources/tea.txt": TEA, "sources/tea.yml": BROKEN[0]})
    served = publish(replace(project, keeps_editions=True, books=False, images=False))
    assert "露水不等人" in text_of(served, "articles/tea/edition.md")
    assert "jz-fault" in text_of(served, "articles/tea.md")
    assert len(served.wrong) == 1


def test_a_build_has_no_page_of_it(tmp_path: Path) -> None:
    project = world(tmp_path, {"docs/index.md": HOME, "sources/tea.txt": TEA, "sources/tea.yml": BROKEN[0]})
    built = publish(project)
    assert built.ids == ()
    assert len(built.wrong) == 1
