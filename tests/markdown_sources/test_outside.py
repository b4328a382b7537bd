"""The title block of Pandoc, and the facts that Joplin writes at the end."""

from __future__ import annotations

import pytest

from jiaozhu.core.reading import Reading
from jiaozhu.markdown_sources.facts import front_matter_facts
from jiaozhu.markdown_sources.front_matter import is_markdown
from jiaozhu.markdown_sources.markdown_marks import markdown_changes

BLOCK = "% 采茶\n% 李四\n% 2019-03-02\n\n天**还没**亮。\n"
TAIL = f"id: {'0a' * 16}\nparent_id: {'1b' * 16}\nauthor: 李四\nsource_url: https://a.example/1\ncreated_time: 2020-01-01\ntype_: 1"


def text(raw: str) -> str:
    return Reading.unchanged(raw).amend(markdown_changes(raw)).text


def facts(raw: str) -> dict[str, str]:
    return {name: datum.value for name, datum in front_matter_facts(raw).items()}


def test_a_title_block_states_author_and_day() -> None:
    assert text(BLOCK).splitlines() == ["采茶", "天还没亮。"]
    assert facts(BLOCK) == {"author": "李四", "date": "2019-03-02"}
    assert is_markdown(BLOCK)


@pytest.mark.parametrize("raw", ["% 采茶\n天亮了。", "% 采茶\n% 李四\n% 2019\n% 四\n\n天亮了。", "百分之一。\n% 采茶\n% 李四\n\n天亮了。"])
def test_other_lines_with_per_cent_signs_are_words(raw: str) -> None:
    assert text(raw) == "\n".join(line for line in raw.splitlines() if line)
    assert facts(raw) == {}
    assert not is_markdown(raw)


def test_the_facts_at_the_end_are_no_text() -> None:
    raw = f"采茶\n\n天亮了。\n\n\n{TAIL}\n"
    assert text(raw) == "采茶\n天亮了。"
    assert facts(raw) == {"author": "李四", "url": "https://a.example/1"}
    assert is_markdown(raw)


@pytest.mark.parametrize("end", ["\n\n他又说。", "\nauthor: x"])
def test_facts_that_do_not_end_the_text_are_words(end: str) -> None:
    raw = f"采茶\n\n天亮了。\n\n{TAIL}{end}"
    assert "parent_id" in text(raw)
    assert facts(raw) == {}
