"""Union–find against a reference that merges sets one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jiaozhu.core.disjoint_sets import DisjointSets

ITEMS = range(12)

pairs = st.lists(st.tuples(st.sampled_from(ITEMS), st.sampled_from(ITEMS)), max_size=20)


def merged(links: list[tuple[int, int]]) -> dict[int, frozenset[int]]:
    """The set of each item, by merging whole sets."""
    sets = {item: frozenset([item]) for item in ITEMS}
    for one, other in links:
        union = sets[one] | sets[other]
        sets.update(dict.fromkeys(union, union))
    return sets


def joined(links: list[tuple[int, int]], sets: DisjointSets[int]) -> DisjointSets[int]:
    for one, other in links:
        sets.union(one, other)
    return sets


@given(pairs)
def test_each_set_is_represented_by_its_least_member(links: list[tuple[int, int]]) -> None:
    sets = joined(links, DisjointSets[int]())
    assert {item: sets.find(item) for item in ITEMS} == {item: min(members) for item, members in merged(links).items()}


@given(pairs)
def test_each_set_is_represented_by_the_least_of_its_rank(links: list[tuple[int, int]]) -> None:
    sets = joined(links, DisjointSets[int](lambda item: (item % 3, -item)))
    expected = {item: min(members, key=lambda member: (member % 3, -member)) for item, members in merged(links).items()}
    assert {item: sets.find(item) for item in ITEMS} == expected


@given(pairs)
def test_the_order_of_unions_and_lookups_does_not_matter(links: list[tuple[int, int]]) -> None:
    sets, again = joined(links, DisjointSets[int]()), DisjointSets[int]()
    for one, other in sorted(links, key=repr, reverse=True):
        again.union(other, one)
        again.find(one)
    assert [sets.find(item) for item in ITEMS] == [again.find(item) for item in ITEMS]


@given(pairs)
def test_iteration_yields_what_was_joined(links: list[tuple[int, int]]) -> None:
    sets = joined(links, DisjointSets[int]())
    for item in ITEMS:
        sets.find(item)
    assert sorted(sets) == sorted({item for link in links for item in link})
    assert len(list(sets)) == len(set(sets))
