"""The index of articles."""

from __future__ import annotations

from collections.abc import Sequence

from ..article.page import View
from ..render import File, page


def files(views: Sequence[View], books: bool = False) -> tuple[File, ...]:
    return (page("articles/page.md.j2", "articles/index.md", views=views, total=sum(v.length for v in views), books=books),)
