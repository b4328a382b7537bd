"""What the program knows as data: rules and word lists, checked with the line of each mistake.

A rule is an entry of a file in `rules/`, born with examples: ``specs`` (must change) and ``leave`` (must not). A *table* is
such a file; its entries run in the file's order. A rule of `programmed.yml` is carried out by a module of `jiao/` and has
no pattern of its own.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

import regex
from opencc import OpenCC

from . import marked
from .errors import InputError, RuleError, read_text
from .jiao import lines
from .marked import Node
from .text import Change, Reading, Span

Kind = Literal["form", "wording", "place"]
KINDS = ("form", "wording", "place")
SCOPES = ("all", "head", "tail", "edges", "prose")
LEAVES = ("", "figure")
TABLES = ("cleaning", "metadata", "boilerplate")
KEYS = ("id", "name", "why", "kind", "find", "put", "scope", "sure", "leaves", "step", "shape", "specs", "leave")
SHAPES = ("caption", "list", "quote")
WHERE = ("next-begins", "last-begins", "last-ends", "alone")
ARROW = " → "
PATIENCE = 10.0  # seconds that one pattern may take over one source

# Characters that no rule of a table may touch: addresses are read by machines.
FOLDED = ("metadata", "boilerplate")  # tables that look at the text in Simplified characters, and so know both scripts
UNTOUCHED = regex.compile(r"(?:https?|ftp)://[!-~]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", regex.ASCII)


@dataclass(frozen=True, slots=True)
class Example:
    """``before`` becomes ``after`` under a rule; both are equal where the rule must leave the text alone.

    ``quote`` is what the rule is told besides: what the editor quotes in a sidecar, or a line that many sources share.
    """

    before: str
    after: str
    line: int
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A named reason for a change.

    ``kind`` is what a reader should think of it: the form of a mark, the wording, or the place of words (moved to the head
    of the page, joined to a heading). ``put`` is a template (literals and groups of ``find``), or a table of characters.
    ``leaves`` names the block that stands where the words were. ``sure`` is False for conjectures.
    """

    id: str
    name: str
    why: str
    table: str
    place: str
    line: int
    kind: Kind
    find: regex.Pattern[str] | None = None
    put: tuple[str | int, ...] | dict[str, str] = ()
    written: str = ""
    scope: str = "all"
    sure: bool = True
    leaves: str = ""
    step: str = ""
    shape: str = ""
    examples: tuple[Example, ...] = ()

    def matches(self, text: str, scope: str | None = None) -> Iterator[regex.Match[str]]:
        """The matches in ``text`` within the rule's scope, outside addresses. Raises RuleError when it takes too long."""
        assert self.find is not None
        text = folded(text) if self.table in FOLDED else text
        untouched = [Span(*m.span()) for m in UNTOUCHED.finditer(text)] if "@" in text or "://" in text else []
        try:
            for area in lines.zone(text, scope or self.scope):
                for match in self.find.finditer(text, area.start, area.end, timeout=PATIENCE):
                    if not any(Span(*match.span()).overlaps(u) for u in untouched):
                        yield match
        except TimeoutError:
            raise RuleError(self.place, self.line, f"{self.id}: the pattern takes over {PATIENCE:.0f} s", "make it simpler") from None

    def propose(self, reading: Reading, scope: str | None = None) -> Iterator[Change]:
        """What the rule would change in a reading: the literals between the groups that its template keeps."""
        for match in self.matches(reading.text, scope):
            for start, end, put in _pieces(match, self.put):
                if reading.text[start:end] != put:
                    yield Change(start, end, put, self.id, sure=self.sure)


@dataclass(frozen=True, slots=True)
class Sign:
    """Something to be seen beside a lost mark, and how strongly it speaks for a full stop (below 0: for a comma).

    ``words`` are what it is known by, at the place ``where``; a sign without words is measured by the program.
    """

    weight: float
    where: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules, word lists, weights and signs, and the lines that many sources of the collection share (``commonplaces``).

    ``digest`` names the content of the files: it is a part of every cache key.
    """

    rules: Mapping[str, Rule]
    words: Mapping[str, frozenset[str]]
    weights: Mapping[str, float]
    digest: str
    tables: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)
    commonplaces: frozenset[str] = frozenset()
    signs: Mapping[str, Sign] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path, place: str = "hooks/rules") -> tuple[Rulebook, tuple[InputError, ...]]:
        """The rulebook in ``folder``, called ``place`` in errors, without the rules that are wrong; and what is wrong."""
        rules: dict[str, Rule] = {}
        words: dict[str, frozenset[str]] = {}
        weights: dict[str, float] = {}
        signs: dict[str, Sign] = {}
        wrong: list[InputError] = []
        digest = hashlib.sha256()
        for path in sorted(folder.glob("*.yml")):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
            try:
                name = f"{place}/{path.name}"
                root = marked.load(read_text(path, name, RuleError), name, RuleError)
                if root is not None and path.stem == "words":
                    words.update(_words(root))
                elif root is not None and path.stem == "signals":
                    weights.update(_weights(root))
                elif root is not None and path.stem == "marks":
                    signs.update(_signs(root))
                elif root is not None:
                    wrong.extend(_collect(root.items(path.name), path.stem, rules))
            except InputError as e:
                wrong.append(e)
        return cls(rules, words, weights, digest.hexdigest(), _by_table(rules.values()), signs=signs), tuple(wrong)

    def without(self, ids: Iterable[str]) -> Rulebook:
        """The same rulebook without some rules; its digest differs."""
        gone = set(ids)
        if not gone:
            return self
        rules = {k: v for k, v in self.rules.items() if k not in gone}
        digest = hashlib.sha256((self.digest + "\0".join(sorted(gone))).encode()).hexdigest()
        return replace(self, rules=rules, digest=digest, tables=_by_table(rules.values()))

    def table(self, name: str) -> tuple[Rule, ...]:
        return self.tables.get(name, ())


def _collect(entries: Iterable[Node], table: str, rules: dict[str, Rule]) -> Iterator[InputError]:
    """Put the rules of one file among ``rules``; yield what is wrong with the others."""
    for node in entries:
        try:
            rule = _rule(node, table)
            if rule.id in rules:
                twin = rules[rule.id]
                node.fail(f"the rule {rule.id!r} stands twice", f"the other is at {twin.place}:{twin.line}")
            rules[rule.id] = rule
        except InputError as e:
            yield e


@lru_cache(maxsize=8)
def folded(text: str) -> str:
    """The text in Simplified characters, one for one; as it is where that cannot be."""
    simplified: str = _simplifier().convert(text.replace("\0", " "))
    return simplified if len(simplified) == len(text) else text


@lru_cache(maxsize=1)
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def _by_table(rules: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    tables: dict[str, tuple[Rule, ...]] = {}
    for rule in rules:
        tables[rule.table] = (*tables.get(rule.table, ()), rule)
    return tables


def _rule(node: Node, table: str) -> Rule:
    entry = node.mapping("a rule", KEYS, needed=("id", "name", "why", "specs", "leave"))
    ident = entry["id"].text("id")
    if not regex.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", ident):
        entry["id"].fail(f"the id {ident!r} is not in kebab-case", "use lower-case letters, digits and hyphens, as in `lost-image`")
    find = _pattern(entry["find"]) if "find" in entry else None
    if table in TABLES and find is None:
        node.fail(f"{ident} has no `find`", "add the pattern that it finds")
    put, written = _template(entry["put"], find) if "put" in entry else ((), "")
    return Rule(
        id=ident,
        name=entry["name"].text("name"),
        why=entry["why"].text("why"),
        table=table,
        place=node.path,
        line=node.line,
        kind=entry["kind"].choice("kind", KINDS) if "kind" in entry else "wording",  # type: ignore[arg-type]
        find=find,
        put=put,
        written=written,
        scope=entry["scope"].choice("scope", SCOPES) if "scope" in entry else "all",
        sure=entry["sure"].flag("sure") if "sure" in entry else True,
        leaves=entry["leaves"].choice("leaves", LEAVES) if "leaves" in entry else "",
        step=entry["step"].text("step") if "step" in entry else "",
        shape=entry["shape"].choice("shape", SHAPES) if "shape" in entry else "",
        examples=_examples(entry),
    )


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


def _pattern(node: Node) -> regex.Pattern[str]:
    try:
        return regex.compile(node.text("find"), regex.MULTILINE | regex.WORD | regex.VERSION1)
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


def _pieces(match: regex.Match[str], put: tuple[str | int, ...] | dict[str, str]) -> Iterator[tuple[int, int, str]]:
    """The stretches of a match that are replaced, each with what is put there; groups of the template stay untouched."""
    if isinstance(put, dict):
        yield match.start(), match.end(), put.get(match.group(), match.group())
        return
    at, literal = match.start(), ""
    for part in put:
        if isinstance(part, str):
            literal += part
            continue
        if match.start(part) >= 0:
            if at < match.start(part) or literal:
                yield at, match.start(part), literal
            at, literal = match.end(part), ""
    if at < match.end() or literal:
        yield at, match.end(), literal


def _words(root: Node) -> Iterator[tuple[str, frozenset[str]]]:
    if not isinstance(root.value, dict):
        root.fail("words.yml must be a mapping", "write words.yml as `name: [word, …]` lines")
    for name, node in root.value.items():
        yield name, frozenset(item.text("a word") for item in node.items(name))


def _weights(root: Node) -> Iterator[tuple[str, float]]:
    if not isinstance(root.value, dict):
        root.fail("signals.yml must be a mapping", "write signals.yml as `name: number` lines")
    for name, node in root.value.items():
        try:
            yield name, float(node.text(name))
        except ValueError:
            node.fail(f"{name} is {node.value!r}", "write a number")


def _signs(root: Node) -> Iterator[tuple[str, Sign]]:
    if not isinstance(root.value, dict):
        root.fail("marks.yml must be a mapping", "write marks.yml as `name: {weight: 0.5}` entries")
    for name, node in root.value.items():
        entry = node.mapping(name, ("weight", "where", "words"), needed=("weight",))
        if ("where" in entry) != ("words" in entry):
            node.fail(f"{name} needs both `where` and `words`, or neither", "say where its words are looked for")
        where = entry["where"].choice("where", WHERE) if "where" in entry else ""
        words = tuple(item.text("a word") for item in entry["words"].items("words")) if "words" in entry else ()
        yield name, Sign(_finite(entry["weight"]), where, words)


def _finite(node: Node) -> float:
    try:
        number = float(node.text("weight"))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        node.fail(f"weight is {node.value!r}", "write a number, as in `weight: -0.5`")
    return number
