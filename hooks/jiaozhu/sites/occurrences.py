"""On how many pages of their site the lines of a page stand: the reason for which they are cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ..core.lines import lines
from .page import shape
from .survey import SiteSurvey, line_key
from .template import SiteTemplate

EXACT = 100  # pages below which their number is exact


@dataclass(frozen=True)
class SiteOccurrences:
    """The lines that the pages of one site share, with the number of pages that have each."""

    template: SiteTemplate
    survey: SiteSurvey

    @cached_property
    def counts(self) -> Mapping[tuple[str, ...], int]:
        return {line.shape: line.pages for line in self.survey.lines}

    def reason(self, words: str) -> str:
        """On how many pages of the site the lines of some words stand, in a sentence; empty where none is shared."""
        own = [self.counts.get(line_key(shape(line.text), self.template), 0) for line in lines(words)]
        known = sorted(count for count in own if count)
        if not known:
            return ""
        least, most = (in_words(count) for count in (known[0], known[-1]))
        pages = f"{most} 页" if least == most else f"{least} 页到{most} 页"
        return f"见于同一来源的{pages}。" if len(known) == len(own) else f"其中 {len(known)} 行见于同一来源的{pages}。"


def in_words(count: int) -> str:
    """A number of pages, of which from a hundred on only the first digit is named: a page that is added does not change all the others."""
    if count < EXACT:
        return f" {count}"
    digits = 10 ** (len(str(count)) - 1)
    return f"至少 {count // digits * digits:,}"
