"""编辑台: what the last build has to say to the editor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...collation.apparatus import Apparatus
from ...core.article import Article
from ...core.entries import Term
from ...core.errors import InputError
from ...corpus.disagreement_candidates import DisagreementCandidate
from ...corpus.index import Index
from ...corpus.term_candidates import TermCandidate
from ...glossary import unused
from ...rules.rulebook import Rule
from ..render import File, page
from ..review_items import ReviewItem, restoring_lines, review_items
from ..yaml_snippets import disagreement_snippet, term_snippet

PROPOSED = 30  # candidates for the glossary that are shown
SHOWN = 48  # characters of a cut that are shown here; the article's page has all of them
TENTHS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class ArticleReview:
    """One article on the editor's desk; ``restoring`` are the lines that have each of its cuts back."""

    article: Article
    apparatus: Apparatus
    items: tuple[ReviewItem, ...]
    restoring: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportInput:
    """``idle`` are rules that did nothing, ``unused`` terms that no article mentions, ``contained`` forms that are a part of others."""

    reviews: tuple[ArticleReview, ...]
    idle: tuple[Rule, ...]
    unused: tuple[Term, ...]
    contained: Mapping[str, tuple[str, ...]]
    wrong: tuple[InputError, ...]
    notices: tuple[InputError, ...]
    candidates: tuple[TermCandidate, ...]
    disagreements: tuple[DisagreementCandidate, ...]
    titles: Mapping[str, str]


def inputs(index: Index) -> Iterator[ReportInput]:
    reviews = [_review(article, index) for article in index.articles]
    reviews.sort(key=lambda review: min((item.confidence for item in review.items), default=1.0))
    yield ReportInput(
        reviews=tuple(reviews),
        idle=tuple(_idle(index)),
        unused=unused.unused_terms(index.glossary, [article.edition for article in index.articles]),
        contained=unused.contained_forms(index.glossary),
        wrong=index.wrong,
        notices=index.notices,
        candidates=index.term_candidates[:PROPOSED],
        disagreements=index.disagreement_candidates,
        titles={article.id: article.title for article in index.articles},
    )


def _review(article: Article, index: Index) -> ArticleReview:
    apparatus = index.apparatuses[article.id]
    items = review_items(article.edition, index.rulebook)
    return ArticleReview(article, apparatus, items, restoring_lines(article.edition, apparatus.cuts))


def render(data: ReportInput) -> Iterator[File]:
    helpers = {"odds": odds, "term_snippet": term_snippet, "disagreement_snippet": disagreement_snippet}
    yield page("report/page.html.j2", "report/index.md", data, shown=SHOWN, **helpers)


def links(data: ReportInput) -> Iterator[tuple[str, str]]:
    for candidate in data.candidates:
        yield from ((context.source, context.block) for context in candidate.contexts)
    for disagreement in data.disagreements:
        yield from ((side.article, side.block) for side in disagreement.sides)


def _idle(index: Index) -> Iterator[Rule]:
    """The rules that changed nothing and asked nothing, in the order of the rulebook. Shapes change nothing by nature."""
    used = {tally.rule.id for apparatus in index.apparatuses.values() for tally in apparatus.tallies}
    used |= {query.rule for article in index.articles for query in article.edition.reading.queries}
    used |= {datum.rule for article in index.articles for datum in article.edition.heading.data if datum.rule}
    return (rule for rule in index.rulebook.rules.values() if rule.id not in used and not rule.shape and not rule.part)


def odds(confidence: float) -> str:
    """How likely something is, in words: 七成."""
    return f"{TENTHS[min(9, round(10 * confidence))]}成"
