"""An article in a list: what the index of articles and the home page show of it."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.article import Article, ArticleLink


@dataclass(frozen=True, slots=True)
class ArticleListing:
    """One line of a list of articles. ``collated`` is empty where there is one copy; ``notes`` is the number of the editor's notes.

    ``reasons`` say why it is in this list, where that is not plain.
    """

    link: ArticleLink
    excerpt: str
    length: int
    names: tuple[str, ...]
    collated: str
    supplied: int
    title_is_editors: bool
    has_title: bool
    notes: int
    reasons: tuple[str, ...] = ()


def listing(article: Article, reasons: tuple[str, ...] = ()) -> ArticleListing:
    """The line of an article."""
    return ArticleListing(
        link=article.link,
        excerpt=article.excerpt,
        length=article.length,
        names=tuple(datum.value for datum in article.names),
        collated=article.collated if article.copies > 1 else "",
        supplied=article.supplied,
        title_is_editors=article.title_is_editors,
        has_title=article.has_title,
        notes=len(article.edition.notes),
        reasons=reasons,
    )
