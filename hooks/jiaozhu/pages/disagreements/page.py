"""异说: where articles disagree, each matter with all that is said in it side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ...corpus.disagreements import Disagreement, LocatedClaim
from ..article.page import View
from ..inline import InlineElement, apply_marks
from ..render import File, page


@dataclass(frozen=True, slots=True)
class DisagreementSide:
    """What one article says: its sentences, the words marked."""

    view: View
    voice: LocatedClaim
    words: Markup


@dataclass(frozen=True, slots=True)
class DisagreementView:
    """A disagreement as the page shows it."""

    told: Disagreement
    sides: tuple[DisagreementSide, ...]


def files(found: Sequence[Disagreement], views: Sequence[View]) -> Iterator[File]:
    """The page, in the order of the editor's file."""
    known = {view.id: view for view in views}
    matters = [DisagreementView(d, tuple(_side(voice, known[voice.article]) for voice in d.claims)) for d in found]
    articles = len({voice.article for d in found for voice in d.claims})
    yield page("disagreements/page.md.j2", "disagreements/index.md", matters=matters, articles=articles)


def _side(voice: LocatedClaim, view: View) -> DisagreementSide:
    words = InlineElement(voice.start, voice.end, Markup("<mark>"), Markup("</mark>"))
    return DisagreementSide(view, voice, apply_marks(voice.sentence, [words]))
