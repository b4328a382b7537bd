"""The page of all terms: it stays short, however often they are mentioned."""

from __future__ import annotations

from pathlib import Path

from jiaozhu.pages.glossary.page import ON_PAGE
from worlds import published

GLOSSARY = """
categories: [农事]
terms:
  - {id: tea, form: 明前茶, english: early tea, category: 农事, definition: 清明以前采下的茶。, source: 编者}
  - {id: field, form: 梯田, english: terrace, category: 农事, definition: 坡上一级一级的田。, source: 编者}
"""
ONCE = "坡上的梯田一级一级到了山顶，雾从谷底漫上来。\n\n"


def pages(root: Path, times: int) -> dict[str, str]:
    files = {"docs/glossary.yml": GLOSSARY, "sources/a.txt": f"山上\n\n{ONCE}{'他又喝了一杯明前茶。' * times}\n"}
    return {file.path: str(file.content) for file in published(root, files).files if file.page}


def test_the_terms_with_most_mentions_have_pages_where_there_is_no_room(tmp_path: Path) -> None:
    few = pages(tmp_path / "few", 30)
    assert "glossary/tea.md" not in few
    assert few["glossary/index.md"].count("<b>明前茶</b>") == 30
    many = pages(tmp_path / "many", ON_PAGE)
    assert "glossary/field.md" not in many
    assert "<b>明前茶</b>" not in many["glossary/index.md"]
    assert 'href="tea/"' in many["glossary/index.md"]
    assert many["glossary/index.md"].count("<b>梯田</b>") == 1
    assert "<b>明前茶</b>" in many["glossary/tea.md"]
