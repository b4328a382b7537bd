"""The reader of `hooks/rules/`: a rulebook of the rules that are sound, and an error with its line for each of the others.

`descriptions` says what the files hold. A rule is an entry of a table, born with examples: ``specs`` (must change) and ``leave`` (must
not). Words and weights stand in files of their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import regex

from ..core.errors import InputError, RuleError
from ..yaml_files.nodes import Node, load_yaml
from ..yaml_files.records import RecordValues, collect
from .descriptions import PARTS, RULES, WEIGHTS, WORDS
from .rulebook import TABLES, Example, Rule, Rulebook, rules_by_table

ELSEWHERE = ("parts", "dates", "figures")  # files with readers of their own: `_Parts`, facts/dates/almanac.py, facts/quantities/units.py
PART = regex.compile(r"(?<!\\p|\\P|\\N|\\L)\{([a-z][a-z-]*)\}")


@dataclass(frozen=True, slots=True)
class _Contents:
    """What has been read of the files so far."""

    rules: dict[str, Rule] = field(default_factory=dict)
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    region_weights: dict[str, float] = field(default_factory=dict)
    title_weights: dict[str, float] = field(default_factory=dict)


def load(folder: Path, place: str = "hooks/rules") -> tuple[Rulebook, tuple[InputError, ...]]:
    """The rulebook in ``folder``, called ``place`` in errors, without the rules that are wrong; and what is wrong."""
    digest = hashlib.sha256()
    for path in (*sorted(folder.glob("*.txt")), *sorted(folder.glob("*.yml"))):  # .txt: weights, which are read where they are needed
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return _rulebook(folder, place, digest.hexdigest())


@lru_cache(maxsize=2)
def _rulebook(folder: Path, place: str, digest: str) -> tuple[Rulebook, tuple[InputError, ...]]:
    """The rulebook of files with this digest."""
    contents = _Contents()
    errors: list[InputError] = []
    parts = _Parts.from_folder(folder, place, errors)
    for path in sorted(folder.glob("*.yml")):
        try:
            root = load_yaml(path, f"{place}/{path.name}", RuleError)
            if root is not None and path.stem not in ELSEWHERE:
                errors.extend(_read_file(root, path, contents, parts))
        except InputError as e:
            errors.append(e)
    tables = rules_by_table(contents.rules.values())
    book = Rulebook(
        contents.rules,
        contents.words,
        contents.weights,
        digest,
        tables,
        region_weights=contents.region_weights,
        title_weights=contents.title_weights,
    )
    return book, tuple(errors)


def _read_file(root: Node, path: Path, contents: _Contents, parts: _Parts) -> Iterator[InputError]:
    """Add what one file holds to ``contents``, up to its first mistake, which is raised; of rules, all that are sound."""
    if path.stem == "words":
        contents.words.update((name, frozenset(words)) for name, words in WORDS.pairs(root, path.name))
    elif path.stem == "signals":
        contents.weights.update(WEIGHTS.pairs(root, path.name))
    elif path.stem == "page_region":
        contents.region_weights.update(WEIGHTS.pairs(root, path.name))
    elif path.stem == "title_signals":
        contents.title_weights.update(WEIGHTS.pairs(root, path.name))
    else:
        yield from _collect_rules(RULES.read(root, path.name), path.stem, contents.rules, parts)


def _collect_rules(nodes: Iterable[Node], table: str, rules: dict[str, Rule], parts: _Parts) -> Iterator[InputError]:
    """Put the rules of one file among ``rules``; yield what is wrong with the others."""

    def take(node: Node) -> None:
        rule = _rule(RULES.entry(node), table, parts)
        if rule.id in rules:
            twin = rules[rule.id]
            node.fail(f"the rule {rule.id!r} stands twice", f"the other is at {twin.place}:{twin.line}")
        rules[rule.id] = rule

    return collect(nodes, take)


def _rule(values: RecordValues, table: str, parts: _Parts) -> Rule:
    find = _pattern(values, parts)
    if table in TABLES and find is None:
        values.node.fail(f"{values['id']} has no `find`", "add the pattern that it finds")
    sure = values["kind"] != "query" if values["sure"] is None else values["sure"]
    put, written = _template(values, find)
    return Rule(
        id=values["id"],
        name=values["name"],
        why=values["why"],
        table=table,
        place=values.node.path,
        line=values.line,
        kind=values["kind"],
        find=find,
        pattern=values["find"] or "",
        put=put,
        written=written,
        scope=values["scope"],
        sure=sure,
        confidence=_confidence(values, sure),
        leaves=values["leaves"],
        step=values["step"],
        shape=values["shape"],
        part=values["part"],
        examples=_examples(values),
    )


def _confidence(values: RecordValues, sure: bool) -> float:
    confidence: float | None = values["confidence"]
    if confidence is None:
        return 1.0 if sure else 0.5
    if sure:
        values.nodes["confidence"].fail("a rule that is sure has no `confidence`", "add `sure: false`, or take the confidence out")
    return confidence


def _examples(values: RecordValues) -> tuple[Example, ...]:
    examples = (*values["specs"], *values["leave"])
    if len({e.before != e.after for e in examples}) < 2:
        values.nodes["id"].fail("a rule needs an example that changes and one that does not", "add them to `specs` and `leave`")
    return examples


@dataclass(frozen=True, slots=True)
class _Parts:
    """Parts of patterns by name, from parts.yml: a pattern has `{date}` where the part of that name is to stand."""

    known: Mapping[str, str]

    @classmethod
    def from_folder(cls, folder: Path, place: str, errors: list[InputError]) -> _Parts:
        """The parts up to the first that is wrong; its error is added to ``errors``."""
        path = folder / "parts.yml"
        known: dict[str, str] = {}
        try:
            root = load_yaml(path, f"{place}/{path.name}", RuleError) if path.is_file() else None
            for part, (pattern, node) in PARTS.pairs(root, path.name) if root else ():
                known[part] = cls(known).expand(pattern, node)
        except InputError as e:
            errors.append(e)
        return cls(known)

    def expand(self, pattern: str, node: Node) -> str:
        """The pattern with each part in its place."""

        def part(match: regex.Match[str]) -> str:
            if match[1] not in self.known:
                node.fail(f"no part of a pattern is called {match[1]!r}", f"use one of parts.yml: {', '.join(sorted(self.known))}")
            return f"(?:{self.known[match[1]]})"

        return PART.sub(part, pattern)


def _pattern(values: RecordValues, parts: _Parts) -> regex.Pattern[str] | None:
    if "find" not in values.nodes:
        return None
    node = values.nodes["find"]
    try:
        return regex.compile(parts.expand(values["find"], node), regex.MULTILINE | regex.WORD | regex.VERSION1)
    except regex.error as e:
        node.fail(f"a broken pattern: {e}", "mend the regular expression (syntax of the Python package `regex`)")


def _template(values: RecordValues, find: regex.Pattern[str] | None) -> tuple[tuple[str | int, ...] | dict[str, str], str]:
    r"""A replacement, and how pages show it: literals and groups (`\1`), or a mapping from matched texts to what replaces them."""
    put: str | dict[str, str] | None = values["put"]
    if put is None:
        return (), ""
    if isinstance(put, dict):
        return put, "　".join(f"{a}→{b}" for a, b in put.items())
    pieces: list[str | int] = []
    for n, piece in enumerate(regex.split(r"\\(\d)", put)):
        if n % 2 == 0:
            pieces.append(piece)
            continue
        if find is None or int(piece) > find.groups or int(piece) in pieces:
            values.nodes["put"].fail(f"`put` asks for group {piece}", "use each group of `find` once, in order")
        pieces.append(int(piece))
    return tuple(pieces), put
