"""Union–find: sets of items that grow together, each known by one of its members."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any, Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class DisjointSets(Generic[T]):
    """A forest of items with path halving (Tarjan and van Leeuwen, "Worst-case analysis of set union algorithms", 1984).

    The representative of a set is its least member by ``rank``, by default the items' own order. An item that was
    never joined to another is a set of its own.
    """

    def __init__(self, rank: Callable[[T], Any] = lambda item: item) -> None:
        self._rank = rank
        self._parents: dict[T, T] = {}

    def __iter__(self) -> Iterator[T]:
        """The items that were ever joined to others, each once."""
        return iter(self._parents)

    def find(self, item: T) -> T:
        """The representative of the set of ``item``."""
        parents = self._parents
        parent = parents.get(item, item)
        while parent != item:
            parents[item] = item = parents[parent]
            parent = parents[item]
        return item

    def union(self, one: T, other: T) -> None:
        """Join the sets of two items."""
        least, most = sorted((self.find(one), self.find(other)), key=self._rank)
        self._parents.setdefault(least, least)
        self._parents[most] = least
