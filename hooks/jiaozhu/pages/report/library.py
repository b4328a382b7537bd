"""编辑台 of a library: the doubts by their rule, the gravest first, with counts; and a page for each rule and each article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...core.errors import InputError
from ...corpus.index import Index
from ...review.items import ReviewItem
from ...rules.rulebook import Rule
from ..paging import Paged, paged
from ..render import File, page
from .desk import SHOWN, ArticleReview, article_review, odds

GRAVEST = 50  # articles that the first page names
MESSAGES = 20  # messages of each kind on the first page
ON_PAGE = 80  # doubts on a page of one rule
ROWS = 300  # articles, or messages, on one page


@dataclass(frozen=True, slots=True)
class RuleDoubts:
    """The doubts of one rule: how many, in how many articles, how many of them are likely to be mistakes, and the least confidence."""

    rule: Rule
    count: int
    articles: int
    mistakes: float
    confidence: float


@dataclass(frozen=True, slots=True)
class DeskRow:
    """An article with doubts or cuts, and how many of its doubts are likely to be mistakes."""

    id: str
    title: str
    doubts: int
    mistakes: float
    cuts: int


@dataclass(frozen=True, slots=True)
class LibraryDesk:
    """What the first page shows of all articles: the rules with doubts and the articles with doubts, the gravest of both first."""

    rules: tuple[RuleDoubts, ...]
    rows: tuple[DeskRow, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt, and the article that it is about."""

    article: str
    title: str
    item: ReviewItem


@dataclass(frozen=True, slots=True)
class RuleDeskInput:
    """One page of the doubts of one rule, the least certain first."""

    rule: Rule
    count: int
    own: Paged[Doubt]


@dataclass(frozen=True, slots=True)
class RowsInput:
    """One page of the list of all articles."""

    count: int
    own: Paged[DeskRow]


@dataclass(frozen=True, slots=True)
class MessagesInput:
    """One page of what was passed over or is wrong."""

    count: int
    own: Paged[InputError]


@dataclass(frozen=True, slots=True)
class ArticleDeskInput:
    """The page of one article."""

    review: ArticleReview


DeskInput = RuleDeskInput | RowsInput | MessagesInput | ArticleDeskInput


def library_desk(reviews: Sequence[ArticleReview], index: Index) -> LibraryDesk:
    """What the first page shows."""
    tallies = [tally for tally, _ in _by_rule(reviews)]
    rows = [row for row in _rows(reviews) if row.doubts]
    return LibraryDesk(tuple(tallies), tuple(rows[:GRAVEST]), len(index.articles))


def inputs(index: Index) -> Iterator[DeskInput]:
    """The pages behind the first one, which only a library has."""
    if not index.catalogue.is_library:
        return
    reviews = [article_review(article, index) for article in index.articles]
    for tally, doubts in _by_rule(reviews):
        yield from (RuleDeskInput(tally.rule, tally.count, own) for own in paged(f"report/rules/{tally.rule.id}", doubts, ON_PAGE))
    rows = _rows(reviews)
    yield from (RowsInput(len(rows), own) for own in paged("report/articles", rows, ROWS))
    messages = (*index.wrong, *index.notices)
    if max(len(index.wrong), len(index.notices)) > MESSAGES:
        yield from (MessagesInput(len(messages), own) for own in paged("report/messages", messages, ROWS))
    yield from map(ArticleDeskInput, reviews)


def render(data: DeskInput) -> Iterator[File]:
    helpers = {"odds": odds, "shown": SHOWN}
    if isinstance(data, ArticleDeskInput):
        yield page("report/article.html.j2", f"articles/{data.review.article.id}/report.md", data, up="../../../", **helpers)
        return
    names = {RuleDeskInput: "rule", RowsInput: "rows", MessagesInput: "messages"}
    yield page(f"report/{names[type(data)]}.html.j2", f"{data.own.path}.md", data, up=data.own.up, **helpers)


def _by_rule(reviews: Sequence[ArticleReview]) -> list[tuple[RuleDoubts, tuple[Doubt, ...]]]:
    """The doubts of each rule, the least certain first; first the rules of which most doubts are likely to be mistakes."""
    doubts: dict[str, list[Doubt]] = {}
    for review in reviews:
        for item in review.items:
            doubts.setdefault(item.rule, []).append(Doubt(review.article.id, review.article.title, item))
    rules = {name: rule for review in reviews for name, rule in review.rules.items()}
    groups = []
    for name, some in doubts.items():
        some.sort(key=lambda doubt: doubt.item.confidence)
        articles = len({doubt.article for doubt in some})
        items = [doubt.item for doubt in some]
        groups.append((RuleDoubts(rules[name], len(some), articles, _mistakes(items), items[0].confidence), tuple(some)))
    return sorted(groups, key=lambda group: (-group[0].mistakes, group[0].rule.id))


def _rows(reviews: Iterable[ArticleReview]) -> list[DeskRow]:
    """The articles, first those of which most doubts are likely to be mistakes."""
    rows = (
        DeskRow(review.article.id, review.article.title, len(review.items), _mistakes(review.items), len(review.apparatus.cuts))
        for review in reviews
    )
    return sorted(rows, key=lambda row: (-row.mistakes, -row.cuts, row.id))


def _mistakes(items: Iterable[ReviewItem]) -> float:
    """The expected number of mistakes among doubts."""
    return sum(1 - item.confidence for item in items)
