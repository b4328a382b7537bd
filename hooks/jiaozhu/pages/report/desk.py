"""One article on the editor's desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...collation.apparatus import Apparatus
from ...core.article import Article
from ...corpus.index import Index
from ...review.items import ReviewItem
from ...rules.rulebook import Rule

SHOWN = 48  # characters of a cut that are shown here; the article's page has all of them
TENTHS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class ArticleReview:
    """One article on the editor's desk; ``restoring`` are the lines that have each of its cuts back, ``rules`` those of the items."""

    article: Article
    apparatus: Apparatus
    items: tuple[ReviewItem, ...]
    rules: Mapping[str, Rule]
    restoring: tuple[str, ...]


def article_review(article: Article, index: Index) -> ArticleReview:
    review = index.reviews[article.id]
    rules = {item.rule: index.rulebook.rules[item.rule] for item in review.items}
    return ArticleReview(article, index.apparatuses[article.id], review.items, rules, review.restoring)


def odds(confidence: float) -> str:
    """How likely something is, in words: 七成."""
    return f"{TENTHS[min(9, round(10 * confidence))]}成"
