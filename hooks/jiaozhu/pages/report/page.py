"""编辑台: what the last build has to say to the editor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...core.errors import InputError
from ...corpus.disagreement_candidates import DisagreementCandidate
from ...corpus.term_candidates import Candidate
from ...glossary import unused
from ...rules.rulebook import Rule, Rulebook
from ..apparatus import Cut
from ..article.page import View
from ..render import File, page
from ..review_items import ReviewItem, entry, review_items
from ..term_usages import Terms
from ..yaml_snippets import disagreement_snippet, term_snippet

PROPOSED = 30  # candidates for the glossary that are shown
SHOWN = 48  # characters of a cut that are shown here; the article's page has all of them
TENTHS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class ArticleReview:
    """One article on the editor's desk."""

    view: View
    matters: tuple[ReviewItem, ...]


def files(
    views: Sequence[View],
    wrong: Sequence[InputError],
    notices: Sequence[InputError],
    rulebook: Rulebook,
    terms: Terms,
    proposals: Sequence[Candidate],
    disputes: Sequence[DisagreementCandidate] = (),
) -> tuple[File, ...]:
    desks = [ArticleReview(view, review_items(view.edition, rulebook)) for view in views]
    desks.sort(key=lambda desk: min((matter.confidence for matter in desk.matters), default=1.0))
    return (
        page(
            "report/page.md.j2",
            "report/index.md",
            desks=desks,
            idle=idle(views, rulebook),
            unused=unused.unused_terms(terms.glossary, [view.edition for view in views]),
            contained=unused.contained_forms(terms.glossary),
            wrong=wrong,
            notices=notices,
            proposals=proposals[:PROPOSED],
            disputes=disputes,
            disputed=disagreement_snippet,
            titles={view.id: view.title for view in views},
            odds=odds,
            stub=term_snippet,
            restoring=restoring,
            shown=SHOWN,
        ),
    )


def idle(views: Sequence[View], rulebook: Rulebook) -> list[Rule]:
    """The rules that changed nothing and asked nothing, in the order of the rulebook. Shapes change nothing by nature."""
    used = {tally.rule.id for view in views for tally in view.apparatus.tallies}
    used |= {query.rule for view in views for query in view.edition.reading.queries}
    used |= {datum.rule for view in views for datum in view.edition.heading.data if datum.rule}
    return [rule for rule in rulebook.rules.values() if rule.id not in used and not rule.shape]


def odds(confidence: float) -> str:
    """How likely something is, in words: 七成."""
    return f"{TENTHS[min(9, round(10 * confidence))]}成"


def restoring(cut: Cut) -> str:
    """What to write into the sidecar to have the words of a cut back."""
    return entry("keep", cut.words)
