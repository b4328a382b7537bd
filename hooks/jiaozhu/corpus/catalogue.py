"""The catalogue of a library: its articles by subject, by year, by author, by outlet, and by series.

A group of articles has a key that is the segment of its address: the letters of its name, so that one name has one address whatever its
spaces, width and case, and its address stays when articles are added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..core.article import Article
from .group_key import name_key
from .series import Series, all_series
from .source_sites.sites import SourceSite
from .subjects.subjects import Subject

FEW = 30  # articles up to which one list shows them all, and no other ways lead to them
UNDATED = "undated"
JOINT = "、"  # between the authors of one article


@dataclass(frozen=True, slots=True)
class ArticleGroup:
    """Articles that have a subject, a year, an author or an outlet in common, the newest first, by their ids.

    ``name`` is as most of them have it.
    """

    key: str
    name: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """``newest`` are all articles, those with a date first, the newest of them first. Years are the newest first, the articles without a
    date last; subjects, authors, outlets and the sites that have a name those with most articles first.
    """

    newest: tuple[str, ...] = ()
    years: tuple[ArticleGroup, ...] = ()
    authors: tuple[ArticleGroup, ...] = ()
    outlets: tuple[ArticleGroup, ...] = ()
    series: tuple[Series, ...] = ()
    sites: tuple[ArticleGroup, ...] = ()
    subjects: tuple[ArticleGroup, ...] = ()

    @property
    def is_library(self) -> bool:
        """True where the articles are too many for one list."""
        return len(self.newest) > FEW


def catalogue(articles: Sequence[Article], sites: Iterable[SourceSite] = (), subjects: Iterable[Subject] = ()) -> Catalogue:
    """The catalogue of articles that stand in the order of time, taken from the ``sites``, and have these ``subjects``."""
    newest = newest_first(articles)
    authors = {a.id: authors_of(a) for a in newest}
    return Catalogue(
        newest=tuple(a.id for a in newest),
        years=tuple(_by_year(newest)),
        authors=_groups(newest, lambda a: authors[a.id]),
        outlets=_groups(newest, outlets_of),
        series=all_series(articles),
        sites=tuple(ArticleGroup(site.key, site.name, site.articles) for site in sites if site.name),
        subjects=tuple(_by_subject(newest, subjects)),
    )


def newest_first(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Articles that stand in the order of time, those with a date first, the newest of them first."""
    dated, undated = ([a for a in articles if bool(a.date) is known] for known in (True, False))
    return (*reversed(dated), *reversed(undated))


def authors_of(article: Article) -> tuple[str, ...]:
    """The names of the authors of an article."""
    author = article.edition.heading.author
    names = (name.strip() for name in author.value.split(JOINT)) if author else ()
    return tuple(dict.fromkeys(name for name in names if name_key(name)))


def outlets_of(article: Article) -> tuple[str, ...]:
    """The outlet of an article, if it is known."""
    outlet = article.edition.heading.outlet
    return (outlet.value,) if outlet and name_key(outlet.value) else ()


def year_of(article: Article) -> str:
    """The year of an article, or the word for those without one."""
    return article.date.value[:4] if article.date else UNDATED


def _by_year(newest: Iterable[Article]) -> Iterator[ArticleGroup]:
    years: dict[str, list[str]] = {}
    for article in newest:
        years.setdefault(year_of(article), []).append(article.id)
    return (ArticleGroup(year, "未署日期" if year == UNDATED else f"{year}年", tuple(some)) for year, some in years.items())


def _by_subject(newest: Sequence[Article], subjects: Iterable[Subject]) -> Iterator[ArticleGroup]:
    places = {article.id: n for n, article in enumerate(newest)}
    for subject in subjects:
        members = sorted((member.article for member in subject.members), key=places.__getitem__)
        yield ArticleGroup(subject.key, subject.name, tuple(members))


def _groups(newest: Iterable[Article], names: Callable[[Article], Iterable[str]]) -> tuple[ArticleGroup, ...]:
    articles: dict[str, dict[str, None]] = {}
    forms: dict[str, Counter[str]] = {}
    for article in newest:
        for name in names(article):
            key = name_key(name)
            articles.setdefault(key, {})[article.id] = None
            forms.setdefault(key, Counter())[name] += 1
    groups = (ArticleGroup(key, min(forms[key], key=lambda form: (-forms[key][form], form)), tuple(some)) for key, some in articles.items())
    return tuple(sorted(groups, key=lambda group: (-len(group.articles), group.key)))
