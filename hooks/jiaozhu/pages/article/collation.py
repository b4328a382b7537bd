"""校勘: the text of an article with each change in its place.

Wording stands as `<ins>` and `<del>`. A change of form, the width of a comma or a space, is one quiet mark that leads to its rule:
hundreds of them must not drown the few readings.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from markupsafe import Markup

from ...collation.apparatus import Cut
from ...core.model import Block
from ...core.reading import Run
from ..block_markup import BlockMarkup
from ..inline import InlineElement, InlineMark
from ..render import File, inert, page
from .article_input import ArticleInput, remarks_in
from .page import sign
from .typesetting import typesetting

SHOWN = 40  # characters of what a change of form took away; a tag of a page may have more
SEEN = str.maketrans({" ": "␣", "\t": "⇥", "\n": "↵", "\r": "", "\u3000": "□", "\u00a0": "␣"})  # what stands for white space
DEL, INS = Markup('<del translate="no" lang="zh-Hans">{}</del>'), (Markup("<ins>"), Markup("</ins>"))
MARK = Markup('<a class="jz-form{}" href="#rule-{}"{} tabindex="-1"><del translate="no">{}</del>')
UNSEEN = Markup(' aria-label="{}"')  # of a mark that shows nothing
NOTHING = Markup()
Placed = tuple[int, Run]


@dataclass(frozen=True, slots=True)
class CollatedBlock:
    """The words that were cut before a block, those of one rule together, and the block with its changes; at the end there may be none."""

    cuts: tuple[tuple[Cut, ...], ...]
    block: Block | None
    element: Markup


def render(data: ArticleInput) -> Iterator[File]:
    path = f"articles/{data.article.id}/collation.md"
    yield page("article/collation.html.j2", path, data, page=data, parts=tuple(_collated_blocks(data)), remarks_in=remarks_in)


def _collated_blocks(data: ArticleInput) -> Iterator[CollatedBlock]:
    changed = [(at, run) for at, run in data.article.edition.reading.placed() if run.put is not None]
    shown = 0  # cuts between blocks
    for block in data.article.body:
        first = shown
        while block.has_own_text and shown < len(data.outside) and data.outside[shown].at <= block.span.start:
            shown += 1
        yield CollatedBlock(_by_rule(data.outside[first:shown]), block, _element(data, block, changed))
    if shown < len(data.outside):
        yield CollatedBlock(_by_rule(data.outside[shown:]), None, NOTHING)


def _by_rule(cuts: Iterable[Cut]) -> tuple[tuple[Cut, ...], ...]:
    return tuple(tuple(group) for _, group in groupby(cuts, key=lambda cut: cut.rule.id))


def _element(data: ArticleInput, block: Block, changed: Sequence[Placed]) -> Markup:
    if not block.has_own_text:
        return BlockMarkup.from_block(block, block.text).element()
    remarks = remarks_in(data, block)
    cuts = {remark.cut.at for remark in remarks if remark.cut}
    start, end = block.span.start, block.span.end
    elements: list[InlineElement] = []
    signs = [InlineMark(r.cut.at - start, DEL.format(inert(r.cut.words))) for r in remarks if r.cut]
    for at, run, was in _merged(_within(changed, start, end), data):
        place, stop = max(at, start) - start, min(at + len(run.put or ""), end) - start
        is_form = data.rules[run.rule or ""].kind == "form" or not (was + (run.put or "")).strip()
        if run.put:
            elements.append(InlineElement(place, stop, *((_mark(run, was, data), Markup("</a>")) if is_form else INS), whole=is_form))
            signs += [InlineMark(place, DEL.format(inert(was)))] if was and not is_form else []
        elif is_form and start < at < end and at not in cuts:
            signs.append(InlineMark(place, _mark(run, was, data) + Markup("</a>")))
    signs += [InlineMark(remark.at - start, sign(remark)) for remark in remarks]
    return BlockMarkup.from_block(block, block.text, (*elements, *typesetting(block)), signs).element()


def _within(changed: Sequence[Placed], start: int, end: int) -> Iterator[Placed]:
    """The changes that touch a stretch of the text. What was put in before it may reach into it."""
    first = bisect_left(changed, start, key=lambda placed: placed[0])
    while first and changed[first - 1][0] + len(changed[first - 1][1].put or "") > start:
        first -= 1
    for at, run in changed[first:]:
        if at > end:
            return
        yield at, run


def _merged(placed: Iterable[Placed], data: ArticleInput) -> Iterator[tuple[int, Run, str]]:
    """Changes with what stood there. What was cut right before a mark that was changed, a space, belongs to it."""
    raw, waiting = data.article.edition.reading.raw, ""
    for (at, run), (then, following) in pairwise((*placed, (-1, Run(0, 0)))):
        was = waiting + raw[run.start : run.end]
        waiting = ""
        kinds = {data.rules[r.rule].kind for r in (run, following) if r.rule}
        if run.put == "" and following.put and at == then and run.end == following.start and kinds == {"form"}:
            waiting = was
        else:
            yield at, run, was


def _mark(run: Run, was: str, data: ArticleInput) -> Markup:
    """The quiet mark of a change of form, open, with what stood there."""
    seen = was.translate(SEEN)
    clipped = seen if len(seen) <= SHOWN else f"{seen[:SHOWN]}……"
    kind = "" if run.put else " jz-form--cut"
    label = NOTHING if (run.put or "").strip() else UNSEEN.format(inert(data.rules[run.rule or ""].name))
    return MARK.format(kind if run.sure else f"{kind} jz-guess", run.rule, label, inert(clipped))
