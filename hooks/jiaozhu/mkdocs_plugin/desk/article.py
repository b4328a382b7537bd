"""What the desk is told of one article: its points, and the articles that wait."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ...build.article_update import ArticleUpdate, MadeArticle
from ...core.article import Article
from ...core.decisions import CHECKED, REVIEWED, UNCHECKED, StateName
from ...rules.rulebook import Rulebook
from .differences import clipped, differences
from .points import Point, points
from .preview import doubts
from .proposals import supposed_note

WORDS = 120  # characters of a point that are shown
# The state that an edition is given after each, and what that is called.
NEXT_STATES: Mapping[str, tuple[StateName, str]] = {
    UNCHECKED: (CHECKED, f"标作{CHECKED}"),
    CHECKED: (REVIEWED, f"标作{REVIEWED}"),
    REVIEWED: (UNCHECKED, f"改回{UNCHECKED}"),
}


def article_state(made: MadeArticle, update: ArticleUpdate) -> dict[str, Any]:
    """An article as the desk shows it, as JSON."""
    article, source = made.article, made.article.edition.source
    every = points(article, made.index.apparatuses[article.id], made.index.rulebook)
    state = article.edition.state.name if article.edition.state else UNCHECKED
    following, label = NEXT_STATES[state]
    return {
        "id": article.id,
        "title": article.title,
        "source": source.id,
        "digest": source.digest,
        "points": [_point(point) for point in every],
        "state": {"name": state, "next": following, "label": label},
        "next": _gravest_other(article, update),
    }


def gravity(article: Article, rulebook: Rulebook) -> float:
    """The expected number of mistakes among the doubts of an article, by which the gravest is found."""
    reading = article.edition.reading
    unsure = {(run.rule, run.start): run for run in reading.runs if not run.sure}
    conjectured = sum(1 - rulebook.confidence(run) for run in unsure.values())
    return conjectured + sum(1 - query.confidence for query in reading.queries)


def _gravest_other(article: Article, update: ArticleUpdate) -> dict[str, Any] | None:
    """The gravest of the other articles; None where none has a doubt."""
    rulebook = update.publication.index.rulebook
    others = [update.known(other.id) for other in update.publication.index.articles if other.id != article.id]
    gravest = min(others, key=lambda made: (-gravity(made.article, rulebook), made.article.id), default=None)
    if gravest is None or not gravity(gravest.article, rulebook):
        return None
    return {"id": gravest.article.id, "title": gravest.article.title, "doubts": doubts(gravest)}


def _point(point: Point) -> dict[str, Any]:
    rule = point.rule
    return {
        "id": point.id,
        "kind": point.kind,
        "rule": {"id": rule.id, "name": rule.name, "why": rule.why, "kind": rule.kind},
        "confidence": point.confidence,
        "is_doubt": point.is_doubt,
        "why": point.why,
        "note": supposed_note(point.suggestion, point.rule.name) if point.kind == "question" and not point.is_cut_supposed else "",
        "suggestion": point.suggestion,
        "source": point.source,
        "words": clipped(differences(point.source, point.text), WORDS),
        "line": point.line,
        "marks": point.marks,
        "confidences": point.confidences,
        "each": [differences(*words) for words in point.each],
        "spans": [asdict(span) for span in point.spans],
        "places": [asdict(place) for place in point.places],
    }
