"""What an answer would change on the page of an article: its edition as it is, beside the edition with the planned file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ...build.article_update import MadeArticle
from ...core.article import Article
from ...core.model import Block
from ...core.runs import Span
from .differences import Part, clipped, differences
from .points import doubt_count

SHOWN = 3  # paragraphs that are shown, of those that change
LONGEST = 420  # characters of a paragraph that are shown whole
AROUND = 60  # characters on each side of words whose paragraph does not change
KINDS = {"heading": "小标题", "caption": "图注", "paragraph": "段落", "list": "列表", "quote": "引文", "verse": "诗行", "title": "标题"}


@dataclass(frozen=True, slots=True)
class ChangedFact:
    """A fact in the head of an article; empty where there was none, or is none any more."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Preview:
    """``blocks`` are the paragraphs that would change, each as its parts; ``more`` is how many others would.

    ``paragraph`` are the words in question where nothing changes in the text. ``doubts`` are the numbers of doubts before and after.
    """

    facts: tuple[ChangedFact, ...]
    blocks: tuple[tuple[Part, ...], ...]
    more: int
    paragraph: str
    doubts: tuple[int, int]
    note: str = ""


def preview(made: MadeArticle, planned: MadeArticle, raw_span: Span | None, note: str = "") -> Preview:
    """The difference of an article by an answer about a stretch of its raw text."""
    before, after = made.article, planned.article
    changed = tuple(_changed_blocks(before.body, after.body))
    blocks = tuple(clipped(parts, LONGEST) for parts, _ in changed)
    kinds = dict.fromkeys(kind for _, kind in changed if kind)
    words = _words_around(after, raw_span) if raw_span else ""
    notes = "；".join((*kinds, *([note] if note else [])))
    return Preview(
        facts=tuple(_changed_facts(before, after)),
        blocks=blocks[:SHOWN],
        more=max(0, len(blocks) - SHOWN),
        paragraph=words,
        doubts=(doubts(made), doubts(planned)),
        note=notes,
    )


def doubts(made: MadeArticle) -> int:
    """How many points of an article are doubtful."""
    return doubt_count(made.article, made.index.apparatuses[made.article.id], made.index.rulebook)


def _changed_facts(before: Article, after: Article) -> Iterator[ChangedFact]:
    old, new = before.edition.heading, after.edition.heading
    pairs = (
        ("标题", before.title, after.title),
        ("日期", old.date.value if old.date else "", new.date.value if new.date else ""),
        ("作者", old.author.value if old.author else "", new.author.value if new.author else ""),
        ("媒体", old.outlet.value if old.outlet else "", new.outlet.value if new.outlet else ""),
    )
    yield from (ChangedFact(name, was, becomes) for name, was, becomes in pairs if was != becomes)


def _changed_blocks(before: Sequence[Block], after: Sequence[Block]) -> Iterator[tuple[tuple[Part, ...], str]]:
    """The blocks that are others, each as the parts of its text; and what kind of block it was and becomes, where that changes."""
    one, other = ([(block.id.partition("-")[0], block.kind, block.text) for block in blocks] for blocks in (before, after))
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        old, new = before[a:b], after[c:d]
        if len(old) == len(new):
            for was, becomes in zip(old, new, strict=True):
                kind = f"{_kind(was)} → {_kind(becomes)}" if was.kind != becomes.kind else ""
                yield differences(was.text, becomes.text), kind
        else:
            yield differences("\n".join(block.text for block in old), "\n".join(block.text for block in new)), ""


def _kind(block: Block) -> str:
    return KINDS.get(block.kind, block.kind)


def _words_around(article: Article, raw_span: Span) -> str:
    """The words of the text that a stretch of the raw text has become, in their paragraph."""
    place = article.edition.reading.place(raw_span)
    block = next((block for block in article.body if block.span.start <= place.start <= block.span.end), None)
    if block is None:
        return ""
    start, end = place.start - block.span.start, place.end - block.span.start
    first, last = max(0, start - AROUND), min(len(block.text), end + AROUND)
    return ("……" if first else "") + block.text[first:last] + ("……" if last < len(block.text) else "")
