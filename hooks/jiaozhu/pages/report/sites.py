"""来源 on the editor's desk: the template of each site, what it cuts and reads, the pages that do not fit, and lines to paste."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...corpus.index import Index
from ...corpus.source_sites.sites import SourceSite
from ...sites.fit import Misfit
from ...sites.survey import FactReading, SiteSurvey, TemplateLine
from ..paging import Paged, paged
from ..render import File, page
from ..yaml_snippets import site_line_snippet, site_snippet

MISFITS = 100  # pages on one page
FACTS = {"title": "标题", "author": "作者", "date": "日期", "outlet": "媒体"}
PLACES = {"above": "正文之上", "inside": "段落之间", "below": "正文之下"}
REASONS: Mapping[Misfit, str] = {
    "lines": "这个来源的各页共有的行，这一页缺了大半",
    "title": "在各页标题所在的地方，这一页没有标题",
    "end": "没有一行标出正文到哪里为止",
}


@dataclass(frozen=True, slots=True)
class SiteDeskRow:
    """A site in the list of all: its key, how many articles it has, how many lines its pages share, and how many pages do not fit."""

    key: str
    name: str
    articles: int
    lines: int
    misfits: int


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A source by its id; ``article`` is the id of the article to which it belongs, if there is one."""

    source: str
    article: str


@dataclass(frozen=True, slots=True)
class SiteMisfit:
    """A page that does not fit, why, and the lines that say that it is of another site."""

    link: SourceLink
    reasons: tuple[str, ...]
    snippet: str


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A line of a template; ``yes`` and ``no`` are the lines of sources/sites.yml that make it the site's, and the article's."""

    line: TemplateLine
    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class SiteTable:
    """What one template of a site does."""

    survey: SiteSurvey
    lines: tuple[SiteLine, ...]
    facts: tuple[FactReading, ...]


@dataclass(frozen=True, slots=True)
class SiteDeskInput:
    """One page of a site. ``entry`` are the first lines of its entry in sources/sites.yml, empty where it has one.

    The templates are shown on the first page; ``own`` are the pages that do not fit them, and ``count`` is their number.
    """

    site: SourceSite
    entry: str
    tables: tuple[SiteTable, ...]
    count: int
    own: Paged[SiteMisfit]
    articles: Mapping[str, str]


def site_rows(index: Index) -> tuple[SiteDeskRow, ...]:
    """All sites with a template or an entry, those with most misfits first."""
    surveys = index.sites.learned.surveys
    rows = (
        SiteDeskRow(
            key=site.key,
            name=site.name,
            articles=len(site.articles),
            lines=sum(len(surveys[n].lines) for n in site.templates),
            misfits=sum(len(surveys[n].misfits) for n in site.templates),
        )
        for site in index.source_sites
    )
    return tuple(sorted(rows, key=lambda row: (-row.misfits, -row.articles, row.key)))


def inputs(index: Index) -> Iterator[SiteDeskInput]:
    """The pages of all sites."""
    bases = {witness.id: edition.source.id for edition in index.corpus.editions for witness in edition.witnesses}
    articles = {**bases, **{article.id: article.id for article in index.articles}}
    for site in index.source_sites:
        surveys = [index.sites.learned.surveys[n] for n in site.templates]
        misfits = [
            SiteMisfit(
                SourceLink(misfit.page, articles.get(misfit.page, "")),
                tuple(REASONS[reason] for reason in misfit.reasons),
                site_line_snippet("others", misfit.page),
            )
            for survey in surveys
            for misfit in survey.misfits
        ]
        named = {page for survey in surveys for fact in survey.facts for page, _ in fact.examples}
        for own in paged(f"report/sites/{site.key}", misfits, MISFITS):
            yield SiteDeskInput(
                site=site,
                entry="" if site.stated else site_snippet(site),
                tables=tuple(map(_table, surveys)) if own.is_first else (),
                count=len(misfits),
                own=own,
                articles={page: articles[page] for page in sorted(named) if page in articles},
            )


def render(data: SiteDeskInput) -> Iterator[File]:
    yield page("report/site.html.j2", f"{data.own.path}.md", data, up=data.own.up, fact_words=FACTS, place_words=PLACES)


def _table(survey: SiteSurvey) -> SiteTable:
    return SiteTable(survey, tuple(map(_line, survey.lines)), survey.facts)


def _line(line: TemplateLine) -> SiteLine:
    yes = "" if line.cut == line.pages else site_line_snippet("cut", line.pattern)
    return SiteLine(line, yes, site_line_snippet("keep", line.pattern))
