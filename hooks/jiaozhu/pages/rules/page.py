"""凡例: the published reference of rules, made from the rules themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup
from rapidfuzz.distance import Indel

from ...corpus.index import Index
from ...rules.rulebook import Rule
from ..render import File, inert, page

TABLES = (
    ("characters", "字符"),
    ("cleaning", "字与标点"),
    ("programmed", "校勘与编次"),
    ("metadata", "篇首"),
    ("datelines", "篇首的成分"),
    ("boilerplate", "正文之外"),
    ("queries", "待考"),
    ("shapes", "段落的形状"),
)


@dataclass(frozen=True, slots=True)
class RulesInput:
    """The rules by table, each with its title, and how often the articles of the site show each rule; ``total`` rules."""

    tables: tuple[tuple[str, tuple[Rule, ...]], ...]
    times: Mapping[str, int]
    total: int


def inputs(index: Index) -> Iterator[RulesInput]:
    times: Counter[str] = Counter()
    for apparatus in index.apparatuses.values():
        times.update({tally.rule.id: tally.times for tally in apparatus.tallies})
    tables = tuple((title, index.rulebook.table(name)) for name, title in TABLES)
    yield RulesInput(tables, times, len(index.rulebook.rules))


def render(data: RulesInput) -> Iterator[File]:
    yield page("rules/page.html.j2", "rules/index.md", data, difference=difference)


def difference(before: str, after: str) -> Markup:
    """One text with what an example cuts and puts marked in it; what cannot be seen is named."""
    before, after = before.strip("\n"), after.strip("\n")
    parts = []
    for op in Indel.opcodes(before, after):
        gone, put = before[op.src_start : op.src_end], after[op.dest_start : op.dest_end]
        if op.tag == "equal":
            parts.append(inert(gone))
        elif op.tag == "delete":
            parts.append(Markup("<del>{}</del>").format(_seen(gone)))
        else:
            parts.append(Markup("<ins>{}</ins>").format(_seen(put)))
    return Markup("").join(parts)


def _seen(text: str) -> Markup:
    return Markup("").join(inert(c) if c.isprintable() and not c.isspace() else _named(c) for c in text)


def _named(character: str) -> Markup:
    if character == "\n":
        return Markup('<span class="jz-unseen">↵</span>\n')
    return Markup('<span class="jz-unseen">{}</span>').format("␣" if character == " " else f"U+{ord(character):04X}")
