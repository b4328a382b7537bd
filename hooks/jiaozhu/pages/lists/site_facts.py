"""What readers are told of a site: its address, and which lines its pages share that are not the articles'."""

from __future__ import annotations

from dataclasses import dataclass

from ...corpus.index import Index
from ...corpus.source_sites.sites import SourceSite
from ...sites.survey import TemplateLine

USUAL, MOST = 0.5, 60  # the share of a site's pages that have a line of which readers are told, and how many such lines


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """``pages`` is the number of its sources, ``lines`` are those that at least half of them share."""

    key: str
    url: str
    pages: int
    lines: tuple[TemplateLine, ...]


def site_facts(site: SourceSite, index: Index) -> SiteFacts:
    surveys = [index.sites.learned.surveys[n] for n in site.templates]
    lines = tuple(line for survey in surveys for line in survey.lines if line.cut >= USUAL * survey.pages)
    return SiteFacts(site.key, site.url, sum(survey.pages for survey in surveys), lines[:MOST])
