"""What the desk is told of one article: its points, and the articles that wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from ...build.article_update import ArticleUpdate, MadeArticle
from ...core.article import Article
from ...review.items import LIKELY
from ...rules.rulebook import Rulebook
from .differences import clipped, differences
from .points import Point, points
from .preview import doubts

WORDS = 120  # characters of a point that are shown
UNCHECKED = "未校"
WAITING = 5  # articles that are named as the next


def article_state(made: MadeArticle, update: ArticleUpdate) -> dict[str, Any]:
    """An article as the desk shows it, as JSON."""
    article, source = made.article, made.article.edition.source
    every = points(article, made.index.apparatuses[article.id], made.index.rulebook)
    return {
        "id": article.id,
        "title": article.title,
        "source": source.id,
        "digest": source.digest,
        "points": [_point(point) for point in every],
        "state": article.edition.state.name if article.edition.state else UNCHECKED,
        "next": list(_waiting(article, update)),
    }


def gravity(article: Article, rulebook: Rulebook) -> float:
    """The expected number of mistakes among the doubts of an article, by which the gravest is found."""
    reading = article.edition.reading
    unsure = {(run.rule, run.start) for run in reading.runs if not run.sure}
    conjectured = sum(1 - min(rulebook.rules[rule or ""].confidence, LIKELY) for rule, _ in unsure)
    return conjectured + sum(1 - query.confidence for query in reading.queries)


def _waiting(article: Article, update: ArticleUpdate) -> Iterator[dict[str, Any]]:
    """The gravest of the other articles."""
    index = update.publication.index
    others = (update.known(other.id).article for other in index.articles if other.id != article.id)
    rows = [(gravity(other, index.rulebook), other) for other in others]
    rows.sort(key=lambda row: (-row[0], row[1].id))
    for weight, other in rows[:WAITING]:
        if weight > 0:
            yield {"id": other.id, "title": other.title, "doubts": doubts(other)}


def _point(point: Point) -> dict[str, Any]:
    rule = point.rule
    return {
        "id": point.id,
        "kind": point.kind,
        "rule": {"id": rule.id, "name": rule.name, "why": rule.why, "kind": rule.kind},
        "confidence": point.confidence,
        "is_doubt": point.is_doubt,
        "why": point.why,
        "suggestion": "删" if point.is_cut_supposed else point.suggestion,
        "source": point.source,
        "words": clipped(differences(point.source, point.text), WORDS),
        "line": point.line,
        "marks": point.marks,
        "each": [differences(*words) for words in point.each],
        "spans": [asdict(span) for span in point.spans],
        "places": [asdict(place) for place in point.places],
    }
