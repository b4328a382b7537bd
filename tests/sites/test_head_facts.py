"""Who wrote an article, as the lines of its site state it."""

from __future__ import annotations

import pytest

from jiaozhu.sites.head_facts import REPORTER


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("〔記者李四／台北報導〕", "李四"),
        ("记者李四、王小明/江城报道", "李四、王小明"),
        ("【茶讯記者李四／綜合報導】", "李四"),
        ("記者會／綜合報導的事", ""),
        ("李四", ""),
    ],
)
def test_a_reporter_stands_before_the_place_of_the_report(line: str, name: str) -> None:
    match = REPORTER.fullmatch(line)
    assert (match["value"] if match else "") == name
