"""What the files of `hooks/rules/` hold, as shapes: tables of rules, word lists, weights and parts of patterns."""

from __future__ import annotations

import math

from ..yaml_files.nodes import Node
from ..yaml_files.records import EntryList, Field, ListOf, MappingOf, Record, RecordValues, TextOrMapping
from ..yaml_files.shapes import AnyText, Choice, Flag, Parsed, Refusal, Text, identifier, with_node
from .rulebook import Example

KINDS = ("form", "wording", "place", "query")
SCOPES = ("all", "head", "tail", "edges", "prose")
LEAVES = ("", "figure")
SHAPES = ("caption", "list", "quote")
# What a part of a line of metadata is. A labelled date is one that only stands behind a label; names only stand beside other parts.
PART_KINDS = (
    *("date", "short", "day", "weekday", "clock", "counter", "place", "control", "follow", "account", "outlet", "name"),
    *("dated", "revised", "timed", "authored", "reported", "sourced", "staffed", "filed", "other"),
    *("subject", "sender", "sent", "source", "addressee", "board", "opening"),
)
ARROW = " → "


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number


def _arrow_example(text: str, node: Node) -> Example:
    before, arrow, after = text.partition(ARROW)
    if not arrow:
        node.fail("an example in `specs` has no arrow", "write it as `before → after`")
    return Example(before, after, node.line)


def _long_example(values: RecordValues, node: Node) -> Example:
    return Example(values["before"], values["after"], node.line, values["quote"])


def _unchanged_example(text: str, node: Node) -> Example:
    return Example(text, text, node.line)


def _probability(value: float, node: Node) -> float:
    if not 0 < value < 1:
        node.fail(f"confidence is {value:g}", "write a number between 0 and 1, as in `confidence: 0.7`")
    return value


WORD_LIST = ListOf(Text(), "a word")
NUMBER = Parsed(_finite, Refusal("{name} is {value!r}", "write a number, as in `{name}: 0.5`"), {"type": "number"})
LONG_EXAMPLE = Record(
    (
        Field("before", Text(), "A text before the rule has run.", is_needed=True),
        Field("after", Text(), "The same text afterwards.", is_needed=True),
        Field("quote", Text(), "A second input of some rules: what an editor quotes, or a line that many sources share.", default=""),
    )
).map(_long_example)
EXAMPLE = TextOrMapping(Text().map(_arrow_example, pattern=ARROW), LONG_EXAMPLE)
REPLACEMENT = TextOrMapping(
    AnyText(Refusal("`put` must be text or a mapping", r"write what is put, with `\1` for a group that is kept")),
    MappingOf(AnyText(), "what is put", "put"),
)
CONFIDENCE = NUMBER.map(_probability, exclusiveMinimum=0, exclusiveMaximum=1)
SPECS = ListOf(EXAMPLE, "an example").constrained(minItems=1)
RULE = Record(
    (
        Field("id", identifier("lost-image"), "A unique name in kebab-case; it is a part of addresses.", is_needed=True),
        Field("name", Text(), "What readers see of the rule, in Chinese.", is_needed=True),
        Field("why", Text(), "Why the change is right, in Chinese: one sentence.", is_needed=True),
        Field("kind", Choice(KINDS), "What changes: the form of a mark, the wording, the place of words; a query asks.", default="wording"),
        Field("find", Text(), "A regular expression of the Python package `regex`; {name} stands for a part of parts.yml."),
        Field("put", REPLACEMENT, r"What stands there instead, with \1 for a group that is kept; or a mapping of texts to others."),
        Field("scope", Choice(SCOPES), "The part of a text in which the rule looks.", default="all"),
        Field("sure", Flag(), "false where the change is a conjecture; by default true, but for a query."),
        Field("confidence", CONFIDENCE, "How likely a rule that is not sure is right, between 0 and 1; by default 0.5."),
        Field("leaves", Choice(LEAVES), "The block that stands where the words were.", default=""),
        Field("step", Text(), "The module that carries out the rule, where it needs code.", default=""),
        Field("shape", Choice(SHAPES), "What a line is that the pattern matches.", default=""),
        Field("part", Choice(PART_KINDS), "What the pattern matches as a part of a line of metadata.", default=""),
        Field("specs", SPECS, "Examples that must change: `before → after`.", is_needed=True),
        Field("leave", ListOf(Text().map(_unchanged_example), "an example"), "Texts that the rule must leave alone.", is_needed=True),
    )
)
RULES = EntryList(RULE, "a rule")
WORDS = MappingOf(WORD_LIST, "[word, …]")
WEIGHTS = MappingOf(Parsed(float, Refusal("{name} is {value!r}", "write a number"), {"type": "number"}), "number")
PARTS = MappingOf(Text().map(with_node), "pattern")
