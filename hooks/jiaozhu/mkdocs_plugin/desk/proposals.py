"""From what the script of the desk sends to an answer: a point with 是 or 否, or words that were selected, and what they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from ...build.article_update import MadeArticle
from ...core.article import Article
from ...core.decisions import STATES
from ...core.entries import EDITORS
from ...core.runs import Span
from ...desk.answers import (
    AddName,
    AddTerm,
    Annotate,
    Answer,
    Confirm,
    CutWords,
    Emend,
    KeepWords,
    MarkHeading,
    SettleMark,
    SourcePassage,
    StateEdition,
    StateFact,
    Undo,
)
from ..request_guard import RefusedRequest
from .places import text_span
from .points import Point, points

MARKS = frozenset("，。、；：？！")  # with which a mark in doubt is answered


@dataclass(frozen=True, slots=True)
class SelectedPlace:
    """Words of a block, in visible characters."""

    block: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the script sends: of a point its id, perhaps with the number of one of its places, and the reply; else an action and a place."""

    article: str
    point: str = ""
    reply: str = ""
    action: str = ""
    place: SelectedPlace | None = None
    values: dict[str, str] = field(default_factory=dict)


def read_proposal(data: bytes) -> Proposal:
    """Raises RefusedRequest for what is none."""
    try:
        return msgspec.json.decode(data, type=Proposal)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise RefusedRequest("400 Bad Request", str(error)) from None


def answer_of(proposal: Proposal, made: MadeArticle) -> tuple[Answer, Span | None]:
    """The answer, and the stretch of the raw text that it is about. Raises RefusedRequest where the page shows what is gone."""
    if proposal.point:
        point, spans = _point(proposal.point, made)
        passage = SourcePassage(made.article.id, made.article.edition.source.digest, spans)
        return _reply(point, passage, proposal), Span(spans[0].start, max(span.end for span in spans))
    if proposal.action == "state":
        name = next((state for state in STATES if state == proposal.values.get("name")), None)
        if name is None:
            raise RefusedRequest("400 Bad Request", f"校订状态只有{'、'.join(STATES)}。")
        return StateEdition(made.article.id, name, made.article.edition.text_digest), None
    make = ACTIONS.get(proposal.action)
    if make is None:
        raise RefusedRequest("400 Bad Request", f"编辑台没有 {proposal.action[:40]!r} 这一项。")
    span = selected(proposal.place, made.article)
    passage = SourcePassage(made.article.id, made.article.edition.source.digest, (span,))
    return make(passage, _Values(proposal.values)), span


def selected(place: SelectedPlace | None, article: Article) -> Span:
    """The stretch of the raw text from which selected words come. Raises RefusedRequest where their block is gone."""
    block = next((block for block in article.body if place and block.id == place.block), None)
    if block is None or place is None:
        raise RefusedRequest("409 Conflict", "这一段刚才变了：请重新选字。")
    try:
        span = text_span(block, place.start, place.end)
    except ValueError:
        raise RefusedRequest("409 Conflict", "这一段刚才变了：请重新选字。") from None
    return article.edition.reading.origin(span)


def _point(ident: str, made: MadeArticle) -> tuple[Point, tuple[Span, ...]]:
    """The point of that id, and those of its spans that are meant."""
    name, _, number = ident.partition(".")
    every = points(made.article, made.index.apparatuses[made.article.id], made.index.rulebook)
    point = next((point for point in every if point.id == name), None)
    if point is None:
        raise RefusedRequest("409 Conflict", "这一处刚才已经有了定论。")
    if not number:
        return point, point.spans
    if not number.isdecimal() or int(number) >= len(point.spans):
        raise RefusedRequest("400 Bad Request", f"没有第 {number[:8]!r} 处。")
    return point, (point.spans[int(number)],)


def _reply(point: Point, passage: SourcePassage, proposal: Proposal) -> Answer:
    """是 to a question agrees with it; to what the program has done, it settles that. 否 has the words of the source back.

    Where a question supposes other words, these can be put.
    """
    if proposal.reply == "no":
        return Undo(passage)
    if proposal.reply == "put" and point.suggestion:
        return Emend(passage, point.suggestion, f"{point.rule.name}。")
    if proposal.reply in MARKS and len(point.marks) > 0 and len(passage.spans) == 1:
        return SettleMark(passage, proposal.reply)
    if proposal.reply != "yes":
        raise RefusedRequest("400 Bad Request", "这一处没有这个答案。")
    if point.kind != "question":
        one = point.spans.index(passage.spans[0]) if len(passage.spans) == 1 and point.marks else None
        return Confirm(passage) if one is None else SettleMark(passage, point.marks[one])
    if point.is_cut_supposed:
        return CutWords(passage)
    return Annotate(passage, supposed_note(point.suggestion, point.rule.name))


def supposed_note(suggestion: str | None, rule_name: str) -> str:
    """The note by which an editor agrees with a question: what it supposes, or else what it is about."""
    return f"疑当作“{suggestion}”。" if suggestion else f"疑有讹误：{rule_name}。"


class _Values:
    """The values of a form, each without white space at its ends."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = given

    def __getitem__(self, name: str) -> str:
        return self.given.get(name, "").strip()

    def forms(self, name: str) -> tuple[str, ...]:
        """Several forms in one field."""
        return tuple(form for form in self[name].replace("，", "、").replace(",", "、").replace(" ", "、").split("、") if form)


def _fact(key: Any) -> Callable[[SourcePassage, _Values], Answer]:
    return lambda passage, values: StateFact(passage.source, key, values["value"])


def _term(passage: SourcePassage, values: _Values) -> Answer:
    cited = values["cited"]
    return AddTerm(
        form=values["form"],
        english=values["english"],
        category=values["category"],
        definition=values["definition"],
        source=passage.source if cited else values["source"] or EDITORS,
        cited=cited,
        id=values["id"],
        also=values.forms("also"),
    )


def _name(passage: SourcePassage, values: _Values) -> Answer:
    return AddName(values["form"], values["kind"], values["about"], id=values["id"], also=values.forms("also"))


ACTIONS: Mapping[str, Callable[[SourcePassage, _Values], Answer]] = {
    "keep": lambda passage, values: KeepWords(passage),
    "cut": lambda passage, values: CutWords(passage),
    "note": lambda passage, values: Annotate(passage, values["note"]),
    "emend": lambda passage, values: Emend(passage, values["put"], values["why"]),
    "heading": lambda passage, values: MarkHeading(passage),
    "title": _fact("title"),
    "author": _fact("author"),
    "date": _fact("date"),
    "outlet": _fact("outlet"),
    "term": _term,
    "name": _name,
}
