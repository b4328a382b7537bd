"""The files of `rules/`, checked with the line of each mistake.

A rule is an entry of a file, born with examples: ``specs`` (must change) and ``leave`` (must not). Words, weights and signs
stand in files of their own.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import regex

from ..core import yaml_lines
from ..core.errors import InputError, RuleError, read_text
from ..core.yaml_lines import Node
from .rulebook import TABLES, WHERE, Example, PunctuationSign, Rule, Rulebook, by_table

KINDS = ("form", "wording", "place", "query")
SCOPES = ("all", "head", "tail", "edges", "prose")
LEAVES = ("", "figure")
KEYS = ("id", "name", "why", "kind", "find", "put", "scope", "sure", "confidence", "leaves", "step", "shape", "specs", "leave")
ELSEWHERE = ("parts", "dates", "figures")  # files that are read by others: `_Parts`, zhu/almanac.py, zhu/measures.py
SHAPES = ("caption", "list", "quote")
PART = regex.compile(r"(?<!\\p|\\P|\\N|\\L)\{([a-z][a-z-]*)\}")
ARROW = " → "


def load(folder: Path, place: str = "hooks/rules") -> tuple[Rulebook, tuple[InputError, ...]]:
    """The rulebook in ``folder``, called ``place`` in errors, without the rules that are wrong; and what is wrong."""
    rules: dict[str, Rule] = {}
    words: dict[str, frozenset[str]] = {}
    weights: dict[str, float] = {}
    signs: dict[str, PunctuationSign] = {}
    wrong: list[InputError] = []
    digest = hashlib.sha256()
    parts = _Parts.from_folder(folder, place, wrong)
    for path in sorted(folder.glob("*.yml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
        try:
            name = f"{place}/{path.name}"
            root = yaml_lines.load(read_text(path, name, RuleError), name, RuleError)
            if path.stem in ELSEWHERE:
                continue
            if root is not None and path.stem == "words":
                words.update(_words(root))
            elif root is not None and path.stem == "signals":
                weights.update(_weights(root))
            elif root is not None and path.stem == "marks":
                signs.update(_signs(root))
            elif root is not None:
                wrong.extend(_collect(root.items(path.name), path.stem, rules, parts))
        except InputError as e:
            wrong.append(e)
    return Rulebook(rules, words, weights, digest.hexdigest(), by_table(rules.values()), signs=signs), tuple(wrong)


def _collect(entries: Iterable[Node], table: str, rules: dict[str, Rule], parts: _Parts) -> Iterator[InputError]:
    """Put the rules of one file among ``rules``; yield what is wrong with the others."""
    for node in entries:
        try:
            rule = _rule(node, table, parts)
            if rule.id in rules:
                twin = rules[rule.id]
                node.fail(f"the rule {rule.id!r} stands twice", f"the other is at {twin.place}:{twin.line}")
            rules[rule.id] = rule
        except InputError as e:
            yield e


def _rule(node: Node, table: str, parts: _Parts) -> Rule:
    entry = node.mapping("a rule", KEYS, needed=("id", "name", "why", "specs", "leave"))
    ident = entry["id"].text("id")
    if not regex.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", ident):
        entry["id"].fail(f"the id {ident!r} is not in kebab-case", "use lower-case letters, digits and hyphens, as in `lost-image`")
    find = _pattern(entry["find"], parts) if "find" in entry else None
    if table in TABLES and find is None:
        node.fail(f"{ident} has no `find`", "add the pattern that it finds")
    kind = entry["kind"].choice("kind", KINDS) if "kind" in entry else "wording"
    sure = entry["sure"].flag("sure") if "sure" in entry else kind != "query"
    put, written = _template(entry["put"], find) if "put" in entry else ((), "")
    return Rule(
        id=ident,
        name=entry["name"].text("name"),
        why=entry["why"].text("why"),
        table=table,
        place=node.path,
        line=node.line,
        kind=kind,  # type: ignore[arg-type]
        find=find,
        pattern=entry["find"].text("find") if "find" in entry else "",
        put=put,
        written=written,
        scope=entry["scope"].choice("scope", SCOPES) if "scope" in entry else "all",
        sure=sure,
        confidence=_confidence(entry, sure),
        leaves=entry["leaves"].choice("leaves", LEAVES) if "leaves" in entry else "",
        step=entry["step"].text("step") if "step" in entry else "",
        shape=entry["shape"].choice("shape", SHAPES) if "shape" in entry else "",
        examples=_examples(entry),
    )


def _confidence(entry: Mapping[str, Node], sure: bool) -> float:
    if sure and "confidence" in entry:
        entry["confidence"].fail("a rule that is sure has no `confidence`", "add `sure: false`, or take the confidence out")
    if "confidence" not in entry:
        return 1.0 if sure else 0.5
    value = _finite(entry["confidence"], "confidence")
    if not 0 < value < 1:
        entry["confidence"].fail(f"confidence is {value:g}", "write a number between 0 and 1, as in `confidence: 0.7`")
    return value


def _examples(entry: Mapping[str, Node]) -> tuple[Example, ...]:
    found = [_example(node) for node in entry["specs"].items("specs")]
    for node in entry["leave"].items("leave"):
        text = node.text("an example")
        found.append(Example(text, text, node.line))
    if not any(e.before != e.after for e in found) or all(e.before != e.after for e in found):
        entry["id"].fail("a rule needs an example that changes and one that does not", "add them to `specs` and `leave`")
    return tuple(found)


def _example(node: Node) -> Example:
    """An example of `specs`: `before → after` on one line, or a mapping where the texts are long."""
    if isinstance(node.value, dict):
        parts = node.mapping("an example", ("before", "after", "quote"), needed=("before", "after"))
        quote = parts["quote"].text("quote") if "quote" in parts else ""
        return Example(parts["before"].text("before"), parts["after"].text("after"), node.line, quote)
    before, arrow, after = node.text("an example").partition(ARROW)
    if not arrow:
        node.fail("an example in `specs` has no arrow", "write it as `before → after`")
    return Example(before, after, node.line)


@dataclass(frozen=True, slots=True)
class _Parts:
    """Parts of patterns by name, from parts.yml: a pattern has `{date}` where the part of that name is to stand."""

    known: Mapping[str, str]

    @classmethod
    def from_folder(cls, folder: Path, place: str, wrong: list[InputError]) -> _Parts:
        path, name = folder / "parts.yml", f"{place}/parts.yml"
        known: dict[str, str] = {}
        try:
            root = yaml_lines.load(read_text(path, name, RuleError), name, RuleError) if path.is_file() else None
            for part, node in root.named("parts.yml", "pattern") if root else ():
                known[part] = cls(known).filled(node, node.text(part))
        except InputError as e:
            wrong.append(e)
        return cls(known)

    def filled(self, node: Node, pattern: str) -> str:
        """The pattern with each part in its place."""

        def part(match: regex.Match[str]) -> str:
            if match[1] not in self.known:
                node.fail(f"no part of a pattern is called {match[1]!r}", f"use one of parts.yml: {', '.join(sorted(self.known))}")
            return f"(?:{self.known[match[1]]})"

        return PART.sub(part, pattern)


def _pattern(node: Node, parts: _Parts) -> regex.Pattern[str]:
    try:
        return regex.compile(parts.filled(node, node.text("find")), regex.MULTILINE | regex.WORD | regex.VERSION1)
    except regex.error as e:
        node.fail(f"a broken pattern: {e}", "mend the regular expression (syntax of the Python package `regex`)")


def _template(node: Node, find: regex.Pattern[str] | None) -> tuple[tuple[str | int, ...] | dict[str, str], str]:
    r"""A replacement: literals and groups (`\1`), or a mapping from what was found to what is put."""
    if isinstance(node.value, dict):
        table = {key: child.value if isinstance(child.value, str) else child.text("put") for key, child in node.value.items()}
        return table, "　".join(f"{a}→{b}" for a, b in table.items())
    if not isinstance(node.value, str):
        node.fail("`put` must be text or a mapping", r"write what is put, with `\1` for a group that is kept")
    parts: list[str | int] = []
    for n, part in enumerate(regex.split(r"\\(\d)", node.value)):
        if n % 2 == 0:
            parts.append(part)
            continue
        if find is None or int(part) > find.groups or int(part) in parts:
            node.fail(f"`put` asks for group {part}", "use each group of `find` once, in order")
        parts.append(int(part))
    return tuple(parts), node.value


def _words(root: Node) -> Iterator[tuple[str, frozenset[str]]]:
    for name, node in root.named("words.yml", "[word, …]"):
        yield name, frozenset(item.text("a word") for item in node.items(name))


def _weights(root: Node) -> Iterator[tuple[str, float]]:
    for name, node in root.named("signals.yml", "number"):
        try:
            yield name, float(node.text(name))
        except ValueError:
            node.fail(f"{name} is {node.value!r}", "write a number")


def _signs(root: Node) -> Iterator[tuple[str, PunctuationSign]]:
    for name, node in root.named("marks.yml", "{weight: 0.5}"):
        entry = node.mapping(name, ("weight", "where", "words"), needed=("weight",))
        if ("where" in entry) != ("words" in entry):
            node.fail(f"{name} needs both `where` and `words`, or neither", "say where its words are looked for")
        where = entry["where"].choice("where", WHERE) if "where" in entry else ""
        words = tuple(item.text("a word") for item in entry["words"].items("words")) if "words" in entry else ()
        yield name, PunctuationSign(_finite(entry["weight"], "weight"), where, words)


def _finite(node: Node, what: str) -> float:
    try:
        number = float(node.text(what))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        node.fail(f"{what} is {node.value!r}", f"write a number, as in `{what}: 0.5`")
    return number
