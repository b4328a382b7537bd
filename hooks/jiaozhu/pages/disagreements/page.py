"""异说: where articles disagree, each matter with the sentences of all sides side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from ...core.article import Article, ArticleLink
from ...corpus.disagreements import Disagreement, Voice
from ...corpus.index import Index
from ..inline import InlineElement, apply_marks
from ..render import File, page


@dataclass(frozen=True, slots=True)
class DisagreementSide:
    """What one article says: its sentences, in which the words of ``voice`` are marked."""

    article: ArticleLink
    voice: Voice


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
    yield DisagreementsInput(views, len({voice.article for d in index.disagreements for voice in d.voices}))


def render(data: DisagreementsInput) -> Iterator[File]:
    yield page("disagreements/page.md.j2", "disagreements/index.md", data, marked=_marked)


def links(data: DisagreementsInput) -> Iterator[tuple[str, str]]:
    return ((side.article.id, side.voice.block) for view in data.disagreements for side in view.sides)


def _view(disagreement: Disagreement, articles: Mapping[str, Article]) -> DisagreementView:
    sides = tuple(DisagreementSide(articles[voice.article].link, voice) for voice in disagreement.voices)
    return DisagreementView(disagreement.id, disagreement.question, disagreement.note, sides)


def _marked(voice: Voice) -> Markup:
    words = InlineElement(voice.start, voice.end, Markup("<mark>"), Markup("</mark>"))
    return apply_marks(voice.sentence, [words])
