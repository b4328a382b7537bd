"""异说: where articles disagree, each matter with the sentences of all sides side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from ...core.article import Article, ArticleLink
from ...corpus.disagreements import Disagreement, LocatedClaim
from ...corpus.index import Index
from ..inline import InlineElement, apply_marks
from ..render import File, page


@dataclass(frozen=True, slots=True)
class DisagreementSide:
    """What one article says: its sentences, in which the words of ``claim`` are marked."""

    article: ArticleLink
    claim: LocatedClaim


@dataclass(frozen=True, slots=True)
class DisagreementView:
    """A disagreement as the page shows it."""

    id: str
    question: str
    note: str
    sides: tuple[DisagreementSide, ...]


@dataclass(frozen=True, slots=True)
class DisagreementsInput:
    """The disagreements in the order of the editor's file, and the number of articles that take part in them."""

    disagreements: tuple[DisagreementView, ...]
    articles: int


def inputs(index: Index) -> Iterator[DisagreementsInput]:
    articles = index.by_id
    views = tuple(_view(disagreement, articles) for disagreement in index.disagreements)
    yield DisagreementsInput(views, len({claim.article for d in index.disagreements for claim in d.claims}))


def render(data: DisagreementsInput) -> Iterator[File]:
    yield page("disagreements/page.html.j2", "disagreements/index.md", data, marked=_marked)


def links(data: DisagreementsInput) -> Iterator[tuple[str, str]]:
    return ((side.article.id, side.claim.block) for view in data.disagreements for side in view.sides)


def _view(disagreement: Disagreement, articles: Mapping[str, Article]) -> DisagreementView:
    sides = tuple(DisagreementSide(articles[claim.article].link, claim) for claim in disagreement.claims)
    return DisagreementView(disagreement.id, disagreement.question, disagreement.note, sides)


def _marked(claim: LocatedClaim) -> Markup:
    words = InlineElement(claim.start, claim.end, Markup("<mark>"), Markup("</mark>"))
    return apply_marks(claim.sentence, [words])
