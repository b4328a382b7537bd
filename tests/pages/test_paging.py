"""Pages of a list: every item stands on one of them, in order; none is too full; each leads to the ones beside it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from jiaozhu.pages.paging import paged


@given(st.lists(st.integers(1, 9), max_size=60), st.integers(3, 20))
def test_a_list_is_divided_into_pages_as_full_as_may_be(weights: list[int], most: int) -> None:
    pages = list(paged("years/2020", tuple(enumerate(weights)), most, lambda item: item[1]))
    assert [item for page in pages for item in page.items] == list(enumerate(weights))
    totals = [sum(weight for _, weight in page.items) for page in pages]
    assert all(total <= most or len(page.items) == 1 for total, page in zip(totals, pages, strict=True))
    assert all(total + later.items[0][1] > most for total, (_, later) in zip(totals, pairwise(pages), strict=False))


@given(st.integers(0, 30), st.integers(1, 9))
def test_pages_lead_to_each_other_and_the_first_has_the_address_of_the_list(count: int, most: int) -> None:
    pages = list(paged("authors/x", range(count), most))
    assert pages[0].path == "authors/x"
    assert pages[0].up == "../../"
    assert [page.after.path if page.after else None for page in pages] == [*(page.path for page in pages[1:]), None]
    assert [page.before.path if page.before else None for page in pages] == [None, *(page.path for page in pages[:-1])]
    assert len({page.path for page in pages}) == len(pages)
