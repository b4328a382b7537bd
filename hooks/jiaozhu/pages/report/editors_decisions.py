"""What the editors have decided in all sidecars together: how far the articles are checked, and which rules are often refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ...core.article import Article, ArticleLink
from ...core.decisions import CHECKED, REVIEWED, UNCHECKED
from ...core.model import Edition
from ...core.normalize import letters
from ...core.reading import HeldProposal
from ...corpus.index import Index
from ...rules.rulebook import Rule, Rulebook

OFTEN = 3  # refusals from which a rule is named


@dataclass(frozen=True, slots=True)
class RefusedRule:
    """A rule that editors have refused so many ``times``, with the sources in whose sidecars they have."""

    rule: Rule
    times: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EditorsDecisions:
    """The numbers of articles that are in each of the states, and the articles whose state was given for another text."""

    unchecked: int
    checked: int
    reviewed: int
    lapsed: tuple[ArticleLink, ...]
    refused: tuple[RefusedRule, ...]

    @property
    def is_worth_telling(self) -> bool:
        return bool(self.checked or self.reviewed or self.lapsed or self.refused)


def editors_decisions(index: Index) -> EditorsDecisions:
    states = [article.edition.state.name if article.edition.state else UNCHECKED for article in index.articles]
    return EditorsDecisions(
        unchecked=states.count(UNCHECKED),
        checked=states.count(CHECKED),
        reviewed=states.count(REVIEWED),
        lapsed=tuple(article.link for article in index.articles if _has_lapsed(article)),
        refused=tuple(_often_refused(index)),
    )


def _has_lapsed(article: Article) -> bool:
    return article.edition.given_state is not None and article.edition.state is None


def _often_refused(index: Index) -> Iterator[RefusedRule]:
    """The rules that are refused OFTEN, the most refused first."""
    sources: defaultdict[str, list[str]] = defaultdict(list)
    for edition in index.editions:
        for rule in refused_rules(edition, index.rulebook):
            sources[rule].append(edition.source.id)
    for rule, own in sorted(sources.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        if len(own) >= OFTEN:
            yield RefusedRule(index.rulebook.rules[rule], len(own), tuple(dict.fromkeys(own)))


def refused_rules(edition: Edition, rulebook: Rulebook) -> Iterator[str]:
    """For each stretch that an editor holds, the rule against which she does: the one that would have changed the most words of it."""
    raw = edition.reading.raw

    def weight(refusal: HeldProposal) -> tuple[int, bool, int]:
        words = raw[refusal.start : refusal.end]
        return len(letters(words)), rulebook.rules[refusal.rule].kind != "form", len(words)

    for held in edition.reading.held:
        own = [r for r in edition.reading.refusals if held.start <= r.start and r.end <= held.end and r.rule in rulebook.rules]
        if own:
            yield max(own, key=weight).rule
