"""The region of a page without markup, and the title above which it does not reach."""

from __future__ import annotations

from jiaozhu.core.lines import lines
from jiaozhu.page_body.region import repeats_title, widened


def test_clause_of_the_title_in_the_text_is_no_title() -> None:
    first, title, clause, again = lines("下周一，县城的桥就要修了_县报在线\n下周一，县城的桥就要修了\n下周一，\n县城的桥就要修了")
    assert [repeats_title(line, first) for line in (title, clause, again)] == [True, False, True]
    first, clause = lines("5月20日至31日，县城的桥半幅封闭_县报在线\n5月20日至31日，")
    assert not repeats_title(clause, first)


def test_region_goes_up_to_the_title_and_no_further() -> None:
    odds, none = (2.0, -1.0, 1.0, 0.5, 3.0), (False,) * 5
    assert widened(4, 5, odds, none, none) == (0, 5)
    assert widened(4, 5, odds, none, (False, True, False, False, False)) == (2, 5)
    assert widened(4, 5, odds, (False, False, True, False, False), none) == (3, 5)
