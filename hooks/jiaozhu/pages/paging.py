"""Pages of a long list: the first has the address of the list, the others a number behind it.

How much stands on a page, each list says itself; those of articles in `lists/shelves.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PageLink:
    """Another page of a list: its path from the root of the site, and its number."""

    path: str
    number: int


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    """One page of a list: its path from the root of the site without its ending, what stands on it, the pages before and after it."""

    path: str
    items: tuple[T, ...]
    number: int
    before: PageLink | None
    after: PageLink | None

    @property
    def up(self) -> str:
        """The way from the page to the root of the site."""
        return "../" * (self.path.count("/") + 1)

    @property
    def is_first(self) -> bool:
        return self.before is None


def paged(path: str, items: Sequence[T], most: float, weight: Callable[[T], float] = lambda item: 1) -> Iterator[Paged[T]]:
    """A list in pages, on each of which the items weigh at most ``most`` together, or one item more. There is always one page."""
    chunks: list[list[T]] = [[]]
    total = 0.0
    for item in items:
        if chunks[-1] and total + weight(item) > most:
            chunks.append([])
            total = 0.0
        chunks[-1].append(item)
        total += weight(item)
    links = [PageLink(f"{path}/page-{n}" if n > 1 else path, n) for n in range(1, len(chunks) + 1)]
    for n, chunk in enumerate(chunks):
        yield Paged(links[n].path, tuple(chunk), n + 1, links[n - 1] if n else None, links[n + 1] if n + 1 < len(links) else None)
