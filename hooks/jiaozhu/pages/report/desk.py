"""One article on the editor's desk."""

from __future__ import annotations

from dataclasses import dataclass

from ...collation.apparatus import Apparatus
from ...core.article import Article
from ...corpus.index import Index
from ..review_items import ReviewItem, restoring_lines, review_items

SHOWN = 48  # characters of a cut that are shown here; the article's page has all of them
TENTHS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class ArticleReview:
    """One article on the editor's desk; ``restoring`` are the lines that have each of its cuts back."""

    article: Article
    apparatus: Apparatus
    items: tuple[ReviewItem, ...]
    restoring: tuple[str, ...]


def article_review(article: Article, index: Index) -> ArticleReview:
    apparatus = index.apparatuses[article.id]
    items = review_items(article.edition, index.rulebook)
    return ArticleReview(article, apparatus, items, restoring_lines(article.edition, apparatus.cuts))


def odds(confidence: float) -> str:
    """How likely something is, in words: 七成."""
    return f"{TENTHS[min(9, round(10 * confidence))]}成"
