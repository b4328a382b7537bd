"""Answers on words of a source: which lines of its sidecar go, and which come.

Words are quoted as `review/sidecar_offers.py` does: so that they mean one place, and do what was answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import yaml

from ..cleaning import editor_decisions
from ..cleaning.quoted_places import quoted_spans
from ..core.decisions import EditorsNote, Emendation, Quote, Sidecar
from ..core.model import Source
from ..core.reading import Reading, Span
from ..editions.pipeline import edit
from ..review.sidecar_offers import Quotable, offer_confirm, offer_cut, offer_emendation, offer_heading, offer_keep, offer_mark, offer_note
from ..rules.rulebook import Rulebook
from ..sources import sidecar as sidecars
from ..yaml_files.edits import with_item, without_item
from .answers import AcceptParagraph, Annotate, Confirm, CutWords, Emend, KeepWords, MarkHeading, SettleMark, SourcePassage, Undo
from .file_change import AnswerError

PassageAnswer = Confirm | AcceptParagraph | Undo | KeepWords | CutWords | Annotate | Emend | SettleMark | MarkHeading
OWN = ("cut", "emend", "headings", "confirm")  # keys under which an editor changes a text herself
LONGEST_TITLE = 24


@dataclass(frozen=True, slots=True)
class QuotedSource:
    """A source as it is quoted from, the text of its sidecar, and what this says."""

    source: Source
    unmarked: Reading
    place: str
    text: str
    rulebook: Rulebook

    @property
    def decisions(self) -> Sidecar:
        return sidecars.parse(self.text, self.place)

    def words(self, passage: SourcePassage) -> str:
        """The words of a passage as people read them, in one line."""
        span = Quotable(self.unmarked, passage.spans).place
        return " ".join(span.slice(self.unmarked.text).split())

    def answered(self, answer: PassageAnswer) -> str:
        """The text of the sidecar with an answer in it. Raises AnswerError, SidecarError and NotEditable."""
        text = _EDITS[type(answer)](self, answer)
        self._check_decisions(text)
        return text

    def title(self, answer: PassageAnswer) -> str:
        words = self.words(answer.passage)
        return f"{_VERBS[type(answer)]}：{words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE - 1] + '…'}"

    def check(self, passage: SourcePassage) -> None:
        """Raise AnswerError for a passage of another text, or of no words."""
        if passage.digest != self.source.digest:
            raise AnswerError(self.source.path, None, "原文同这一页上的不一样了", "重新载入这一页")
        if not passage.spans or any(span.end > len(self.source.raw) for span in passage.spans):
            raise AnswerError(self.source.path, None, "选中的不是原文里的字", "重新选字")

    def _check_decisions(self, text: str) -> None:
        """Follow the whole sidecar once, as the build does."""
        decisions = sidecars.parse(text, self.place)
        editor_decisions.kept_spans(self.unmarked, decisions)
        list(editor_decisions.propose_cuts(self.unmarked, decisions))
        editor_decisions.confirmed_spans(self.unmarked, decisions)
        list(editor_decisions.propose_emendations(self.unmarked, self.unmarked, decisions))
        editor_decisions.heading_origins(self.unmarked, self.unmarked, decisions)

    def without(self, passage: SourcePassage, keys: Iterable[str], is_inside: bool = False) -> str:
        """The text without the quotes under ``keys`` that share words with a passage, or, with ``is_inside``, that lie in it.

        Of those under `confirm`, only quotes that settle a mark go.
        """
        text, decisions = self.text, self.decisions
        extent = Span(passage.spans[0].start, max(span.end for span in passage.spans))
        for key in keys:
            quotes = [_quote_of(item) for item in getattr(decisions, key)]
            for index in reversed(range(len(quotes))):
                spans = quoted_spans(self.unmarked, quotes[index])
                inside = bool(spans) and all(map(extent.contains, spans))
                shared = any(span.overlaps(target) for span in spans for target in passage.spans)
                if (inside if is_inside else shared) and (key != "confirm" or quotes[index].put is not None):
                    text = without_item(text, key, index)
        return text


def _quote_of(item: Quote | EditorsNote | Emendation) -> Quote:
    return item if isinstance(item, Quote) else item.quote


def _with_offer(quoted: QuotedSource, text: str, offer: str) -> str:
    """The text with the lines that `sidecar_offers` has found. Raises AnswerError where it has found none."""
    if not offer:
        raise AnswerError(quoted.place, None, "没有哪句引文能只指这几个字", "换一个选法，或者手写到这个文件里")
    data: dict[str, list[Any]] = yaml.load(offer, Loader=yaml.BaseLoader)
    ((key, (item,)),) = data.items()
    value = {name: int(child) if name == "at" else child for name, child in item.items()} if isinstance(item, dict) else item
    return with_item(text, key, value)


def _confirm(quoted: QuotedSource, answer: Confirm | AcceptParagraph) -> str:
    spans = editor_decisions.confirmed_spans(quoted.unmarked, quoted.decisions)
    if all(any(span.contains(target) for span in spans) for target in answer.passage.spans):
        return quoted.text
    text = quoted.without(answer.passage, ("keep",), is_inside=True)
    quotable = Quotable(quoted.unmarked, answer.passage.spans)
    offer = offer_confirm(quotable)
    if isinstance(answer, Confirm) and not _is_quoted_alone(quoted, answer.passage, offer):
        offer = offer_confirm(quotable, _other_doubts(quoted, text, answer.passage)) or offer
    return _with_offer(quoted, text, offer)


def _is_quoted_alone(quoted: QuotedSource, passage: SourcePassage, offer: str) -> bool:
    """True for lines that quote the words of a passage, and none around them."""
    quotes = sidecars.parse(offer, quoted.place).confirm if offer else ()
    return all(quote.words == quoted.words(passage) for quote in quotes)


def _other_doubts(quoted: QuotedSource, text: str, passage: SourcePassage) -> tuple[Span, ...]:
    """The doubts of the edition, as a sidecar ``text`` makes it, that are not those of a passage."""
    reading = edit(quoted.source, sidecars.parse(text, quoted.place), quoted.rulebook).reading
    doubts = (*(Span(run.start, run.end) for run in reading.runs if not run.sure), *(query.span for query in reading.queries))
    return tuple(d for d in doubts if not any(target.contains(d) for target in passage.spans))


def _undo(quoted: QuotedSource, answer: Undo) -> str:
    text = quoted.without(answer.passage, OWN)
    return text if text != quoted.text else _keep(quoted, answer)


def _keep(quoted: QuotedSource, answer: KeepWords | Undo) -> str:
    held = editor_decisions.kept_spans(quoted.unmarked, quoted.decisions)
    if all(any(target.overlaps(span) for span in held) for target in answer.passage.spans):
        return quoted.text
    return _with_offer(quoted, quoted.without(answer.passage, OWN), offer_keep(Quotable(quoted.unmarked, answer.passage.spans)))


def _cut(quoted: QuotedSource, answer: CutWords) -> str:
    text = quoted.without(answer.passage, ("keep", "cut"), is_inside=True)
    return _with_offer(quoted, text, offer_cut(Quotable(quoted.unmarked, answer.passage.spans)))


def _annotate(quoted: QuotedSource, answer: Annotate) -> str:
    if not answer.note.strip():
        raise AnswerError(quoted.place, None, "注文是空的", "写上要说的话")
    offer = offer_note(Quotable(quoted.unmarked, answer.passage.spans), quoted.unmarked, answer.note.strip())
    return _with_offer(quoted, quoted.text, offer)


def _emend(quoted: QuotedSource, answer: Emend) -> str:
    put, why = " ".join(answer.put.split()), " ".join(answer.why.split())
    if not put or not why:
        raise AnswerError(quoted.place, None, "改字要有所改的字，也要有理由", "两样都写上")
    text = quoted.without(answer.passage, ("emend",))
    return _with_offer(quoted, text, offer_emendation(Quotable(quoted.unmarked, answer.passage.spans), put, why))


def _settle_mark(quoted: QuotedSource, answer: SettleMark) -> str:
    """The doubts are those of the edition as it would be without this answer."""
    text = quoted.without(answer.passage, ("confirm",))
    edition = edit(quoted.source, sidecars.parse(text, quoted.place), quoted.rulebook)
    return _with_offer(quoted, text, offer_mark(Quotable(quoted.unmarked, answer.passage.spans), edition.reading, answer.put))


def _mark_heading(quoted: QuotedSource, answer: MarkHeading) -> str:
    return _with_offer(quoted, quoted.text, offer_heading(Quotable(quoted.unmarked, answer.passage.spans)))


_EDITS: dict[type[Any], Callable[[QuotedSource, Any], str]] = {
    Confirm: _confirm,
    AcceptParagraph: _confirm,
    Undo: _undo,
    KeepWords: _keep,
    CutWords: _cut,
    Annotate: _annotate,
    Emend: _emend,
    SettleMark: _settle_mark,
    MarkHeading: _mark_heading,
}
_VERBS: dict[type[Any], str] = {
    Confirm: "是",
    AcceptParagraph: "是",
    Undo: "否",
    KeepWords: "留",
    CutWords: "删",
    Annotate: "注",
    Emend: "改",
    SettleMark: "定点",
    MarkHeading: "小标题",
}
