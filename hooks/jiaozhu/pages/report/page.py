"""编辑台: what the last build has to say to the editor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...core.article import Article
from ...core.entries import Term
from ...core.errors import InputError
from ...corpus.disagreement_candidates import DisagreementCandidate
from ...corpus.index import Index
from ...corpus.term_candidates import TermCandidate
from ...glossary import unused
from ...rules.rulebook import Rule
from ..render import File, page
from ..yaml_snippets import disagreement_snippet, term_snippet
from .desk import SHOWN, ArticleReview, article_review, odds
from .editors_decisions import EditorsDecisions, editors_decisions
from .library import MESSAGES, LibraryDesk, library_desk
from .sites import SiteDeskRow, site_rows

PROPOSED = 30  # candidates for the glossary that are shown


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
    library: LibraryDesk | None
    sites: tuple[SiteDeskRow, ...]
    decisions: EditorsDecisions


def inputs(index: Index) -> Iterator[ReportInput]:
    """The page of the whole; of a library it leads to the pages of each rule and each article (see `library.py`)."""
    reviews = [article_review(article, index) for article in index.articles]
    reviews.sort(key=lambda review: min((item.confidence for item in review.items), default=1.0))
    is_library = index.catalogue.is_library
    yield ReportInput(
        reviews=() if is_library else tuple(reviews),
        idle=tuple(_idle(index)),
        unused=unused.unused_terms(index.glossary, [article.edition for article in index.articles]),
        contained=unused.contained_forms(index.glossary),
        wrong=index.wrong,
        notices=index.notices,
        candidates=index.term_candidates[:PROPOSED],
        disagreements=index.disagreement_candidates,
        titles=_titles(index.disagreement_candidates, index.by_id),
        library=library_desk(reviews, index) if is_library else None,
        sites=site_rows(index),
        decisions=editors_decisions(index),
    )


def _titles(pairs: Iterable[DisagreementCandidate], articles: Mapping[str, Article]) -> dict[str, str]:
    """The titles of the articles that are named."""
    return {side.article: articles[side.article].title for pair in pairs for side in pair.sides}


def render(data: ReportInput) -> Iterator[File]:
    template = "report/library.html.j2" if data.library else "report/page.html.j2"
    helpers = {"odds": odds, "most": MESSAGES, "term_snippet": term_snippet, "disagreement_snippet": disagreement_snippet}
    yield page(template, "report/index.md", data, shown=SHOWN, **helpers)


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
