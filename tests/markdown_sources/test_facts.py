"""The facts in front of a Markdown text."""

from __future__ import annotations

import pytest

from jiaozhu.markdown_sources.facts import front_matter_facts


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        ("author:\n  - '[[陆远]]'\npublished: 2023-06-18\ncreated: 2024-01-02", {"author": "陆远", "date": "2023-06-18"}),
        (
            "author: [甲, 乙]\ndate: 2023年6月\nurl: https://a.example/1",
            {"author": "甲、乙", "date": "2023-06", "url": "https://a.example/1"},
        ),
        ("created: 2024-01-02\ndate: 2023-02-30\nsource: javascript:alert(1)\nauthor: https://a.example", {}),
        (
            "by: '[[people/lu|陆远]]'\nsite: 高原周刊\ndate: 2023-06-18T08:00:00+08:00",
            {"author": "陆远", "outlet": "高原周刊", "date": "2023-06-18"},
        ),
        (
            "作者: 陆远\n發布時間: 2023-06-18\n收藏时间: 2024-01-02\n来源: https://a.example/1",
            {"author": "陆远", "date": "2023-06-18", "url": "https://a.example/1"},
        ),
        ("来源: 高原周刊\n日期: 2023年6月18日", {"outlet": "高原周刊", "date": "2023-06-18"}),
        ("author:\ndate:\n  - 1\ntitle: {a: b}", {}),
    ],
)
def test_the_facts_of_front_matter(matter: str, expected: dict[str, str]) -> None:
    assert {name: datum.value for name, datum in front_matter_facts(f"---\n{matter}\n---\n").items()} == expected
