"""凡例: the published reference of rules, made from the rules themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup
from rapidfuzz.distance import Indel

from ...rules.rulebook import Rulebook
from ..article.page import View
from ..render import File, inert, page

TABLES = (
    ("cleaning", "字与标点"),
    ("programmed", "校勘与编次"),
    ("metadata", "篇首"),
    ("boilerplate", "正文之外"),
    ("queries", "待考"),
    ("shapes", "段落的形状"),
)


def files(views: Sequence[View], rulebook: Rulebook) -> tuple[File, ...]:
    times: Counter[str] = Counter()
    for view in views:
        for tally in view.apparatus.tallies:
            times[tally.rule.id] += tally.times
    tables = [(title, rulebook.table(name)) for name, title in TABLES]
    return (page("rules/page.md.j2", "rules/index.md", tables=tables, times=times, total=len(rulebook.rules), difference=difference),)


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
