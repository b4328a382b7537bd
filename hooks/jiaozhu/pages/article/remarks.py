"""The numbered remarks on a text: readings that were supplied, words that were cut, conjectures, questions, and the editor's notes."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from ...collation.apparatus import Apparatus, Cut, Question, Supply
from ...core.model import Edition
from ...rules.rulebook import Rule, Rulebook
from ..render import PAUSES

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"

CLEAR = 0.75  # the probability from which the mark of a conjecture is not marked as doubtful where one reads


@dataclass(frozen=True, slots=True)
class Remark:
    """A numbered remark: a mark at the offset ``at`` in the text, and a note below. It is about one thing: a reading that was supplied,
    words that were cut, a conjecture, a question about words that stay, or the editor's note on some words.
    """

    number: int
    at: int
    supply: Supply | None = None
    cut: Cut | None = None
    conjecture: Rule | None = None
    question: Question | None = None
    words: str = ""
    note: str = ""

    @property
    def sign(self) -> str:
        """The number as the mark that stands in the text."""
        return CIRCLED[self.number - 1] if self.number <= len(CIRCLED) else f"〔{self.number}〕"


def remarks(edition: Edition, apparatus: Apparatus, rulebook: Rulebook) -> tuple[tuple[Remark, ...], tuple[Cut, ...]]:
    """The remarks in the order of the text; and the cuts between blocks, on which there is none."""
    inside, outside = _divided(edition, apparatus.cuts)
    text = edition.reading.text
    drafts = [Remark(0, _before_pause(text, supply.at + len(supply.put)), supply=supply) for supply in apparatus.supplies]
    drafts += [Remark(0, cut.at, cut=cut) for cut in inside]
    drafts += [Remark(0, _before_pause(text, question.at), question=question) for question in apparatus.questions]
    for at, run in edition.reading.placed():
        rule = rulebook.rules.get(run.rule or "")
        if rule is not None and run.put and not run.sure and rule.kind != "form" and run.witness is None:
            drafts.append(Remark(0, at, conjecture=rule))
    drafts += [Remark(0, _before_pause(text, note.span.end), words=note.words, note=note.note) for note in edition.notes]
    drafts.sort(key=lambda remark: remark.at)
    return tuple(replace(draft, number=n) for n, draft in enumerate(drafts, 1)), outside


def _before_pause(text: str, at: int) -> int:
    """Where the mark of a remark on the words that end at ``at`` stands: before a comma or its like, behind the end of a sentence.

    What a pause follows is part of a sentence, to which the note belongs; a mark behind the comma would seem to open the next part.
    """
    return at - 1 if at > 1 and text[at - 1] in PAUSES and not text[at - 2].isspace() else at


@dataclass(frozen=True, slots=True)
class ConjecturedMark:
    """A mark whose form is a conjecture: its offset in the text, and whether the conjecture is a doubtful one."""

    at: int
    is_doubtful: bool


def conjectured_marks(edition: Edition, rulebook: Rulebook) -> tuple[ConjecturedMark, ...]:
    """The marks whose form is a conjecture, in the order of the text."""
    unsure = ((at, run) for at, run in edition.reading.placed() if run.put and not run.sure)
    forms = ((at, run) for at, run in unsure if rulebook.rules[run.rule or ""].kind == "form")
    return tuple(ConjecturedMark(at + n, rulebook.confidence(run) < CLEAR) for at, run in forms for n in range(len(run.put or "")))


def _divided(edition: Edition, cuts: tuple[Cut, ...]) -> tuple[tuple[Cut, ...], tuple[Cut, ...]]:
    """The cuts in the middle of a block, and those between blocks."""
    spans = [block.span for block in edition.blocks if block.has_own_text]
    starts = [span.start for span in spans]
    inside: list[Cut] = []
    outside: list[Cut] = []
    for cut in cuts:
        n = bisect_left(starts, cut.at) - 1
        (inside if n >= 0 and cut.at < spans[n].end else outside).append(cut)
    return tuple(inside), tuple(outside)
