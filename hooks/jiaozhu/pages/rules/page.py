"""凡例: the published reference of rules, made from the rules themselves: a list of all, and pages with the examples of each group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup
from rapidfuzz.distance import Indel

from ...corpus.index import Index
from ...rules.rulebook import Rule
from ..paging import Paged, paged
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


HEAVIEST = 40_000  # characters of examples, and of what surrounds each rule and each example, on one page: about 120 kB
RULE, EXAMPLE = 160, 60  # the latter


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The rules of one table: its title, and its rules in pages."""

    title: str
    pages: tuple[Paged[Rule], ...]


@dataclass(frozen=True, slots=True)
class RulesInput:
    """All rules by table, and how often the articles of the site show each rule; ``total`` rules."""

    groups: tuple[RuleGroup, ...]
    times: Mapping[str, int]
    total: int


@dataclass(frozen=True, slots=True)
class RuleGroupInput:
    """One page of a table, with its examples, and how often the articles of the site show each of its rules."""

    title: str
    own: Paged[Rule]
    times: Mapping[str, int]


def inputs(index: Index) -> Iterator[RulesInput | RuleGroupInput]:
    times: Counter[str] = Counter()
    for apparatus in index.apparatuses.values():
        times.update({tally.rule.id: tally.times for tally in apparatus.tallies})
    tables = ((name, title, index.rulebook.table(name)) for name, title in TABLES)
    groups = tuple(RuleGroup(title, tuple(paged(f"rules/{name}", rules, HEAVIEST, _weight))) for name, title, rules in tables if rules)
    yield RulesInput(groups, times, len(index.rulebook.rules))
    for group in groups:
        for own in group.pages:
            yield RuleGroupInput(group.title, own, {rule.id: times[rule.id] for rule in own.items})


def render(data: RulesInput | RuleGroupInput) -> Iterator[File]:
    if isinstance(data, RulesInput):
        yield page("rules/page.html.j2", "rules/index.md", data)
    else:
        yield page("rules/group.html.j2", f"{data.own.path}.md", data, difference=difference, up=data.own.up)


def _weight(rule: Rule) -> float:
    return RULE + sum(EXAMPLE + len(example.before) + len(example.after) for example in rule.examples)


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
