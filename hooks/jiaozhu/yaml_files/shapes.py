"""Shapes: declarative descriptions of YAML values, by which they are read, checked and documented.

A *shape* reads a `Node` into a checked Python value and raises the node's InputError, with file, line and remedy, for the first
mistake; and it writes itself as JSON Schema (draft 2020-12), by which text editors check a file while it is typed. Here are the shapes of
single values; `records` has lists, mappings and records.

A schema accepts what its shape accepts, but for two things: text that YAML itself takes for `true`, `false` or null, and numbers in quotes.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, NoReturn, TypeVar

import regex

from .nodes import Node

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
U = TypeVar("U")
Schema = dict[str, Any]

KEBAB = "[a-z0-9]+(-[a-z0-9]+)*"


class Shape(ABC, Generic[T_co]):
    """The description of one value."""

    @abstractmethod
    def read(self, node: Node, what: str) -> T_co:
        """The checked value of ``node``, which error messages call ``what``. Raises the node's InputError."""

    @abstractmethod
    def schema(self) -> Schema:
        """The JSON Schema of the value."""

    def map(self, function: Callable[[T_co, Node], U], **keywords: Any) -> Shape[U]:
        """The same shape, whose values go through ``function``, which may refuse them; ``keywords`` say so in the schema."""
        return _Mapped(self, function, keywords)

    def constrained(self, **keywords: Any) -> Shape[T_co]:
        """The same shape, whose schema has ``keywords`` for what is checked by those who read the file."""
        return _Mapped(self, _unchanged, keywords)


def with_node(value: U, node: Node) -> tuple[U, Node]:
    """For `Shape.map`: the value with its node, for a check that is made later."""
    return value, node


def _unchanged(value: U, node: Node) -> U:
    return value


@dataclass(frozen=True, slots=True)
class _Mapped(Shape[U], Generic[T, U]):
    shape: Shape[T]
    function: Callable[[T, Node], U]
    keywords: Mapping[str, Any]

    def read(self, node: Node, what: str) -> U:
        return self.function(self.shape.read(node, what), node)

    def schema(self) -> Schema:
        return {**self.shape.schema(), **self.keywords}


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error message and its remedy; ``{name}`` and ``{value}`` in them stand for what the value is called and what it is."""

    what: str
    todo: str

    def raise_at(self, node: Node, name: str, value: object) -> NoReturn:
        node.fail(self.what.format(name=name, value=value), self.todo.format(name=name, value=value))


@dataclass(frozen=True, slots=True)
class Text(Shape[str]):
    """Text that is not blank; with ``is_line``, each stretch of white space in it becomes one space."""

    is_line: bool = False

    def read(self, node: Node, what: str) -> str:
        if not isinstance(node.value, str) or not node.value.strip():
            node.fail(f"{what} must be text", f"write {what} as one string; quote it where it holds a colon or a quote")
        return " ".join(node.value.split()) if self.is_line else node.value

    def schema(self) -> Schema:
        return {"type": ["string", "number"], "minLength": 1}


@dataclass(frozen=True, slots=True)
class AnyText(Shape[str]):
    """Text that may be empty. ``refusal`` is the message for what is no text; without it, that is the one of `Text`."""

    refusal: Refusal | None = None

    def read(self, node: Node, what: str) -> str:
        if isinstance(node.value, str):
            return node.value
        if self.refusal:
            self.refusal.raise_at(node, what, node.value)
        return Text().read(node, what)

    def schema(self) -> Schema:
        return {"type": ["string", "number"]}


@dataclass(frozen=True, slots=True)
class Parsed(Shape[T_co]):
    """Text of a notation that ``parse`` reads. What it answers with a ValueError or LookupError is refused.

    ``keywords`` describe the notation in the schema.
    """

    parse: Callable[[str], T_co]
    refusal: Refusal
    keywords: Mapping[str, Any] = field(default_factory=dict)
    text: Shape[str] = Text()

    def read(self, node: Node, what: str) -> T_co:
        text = self.text.read(node, what)
        try:
            return self.parse(text)
        except (ValueError, LookupError):
            self.refusal.raise_at(node, what, text)

    def schema(self) -> Schema:
        return {**({} if "type" in self.keywords else self.text.schema()), **self.keywords}


def matching(pattern: str, refusal: Refusal) -> Shape[str]:
    """Text that matches a regular expression as a whole."""
    compiled = regex.compile(pattern)

    def parse(text: str) -> str:
        if not compiled.fullmatch(text):
            raise ValueError
        return text

    return Parsed(parse, refusal, {"pattern": f"^(?:{pattern})$"})


def identifier(example: str, noun: str = "", reserved: Collection[str] = ()) -> Shape[str]:
    """The id of an entry, which is called ``noun``: in kebab-case as ``example`` is, and none of those that the site needs itself."""
    remedy = f"use lower-case letters, digits and hyphens, as in `{example}`"
    in_kebab_case = matching(KEBAB, Refusal("the id {value!r} is not in kebab-case", remedy))
    if not reserved:
        return in_kebab_case

    def free(ident: str, node: Node) -> str:
        if ident in reserved:
            node.fail(f"the id {ident!r} is taken by the site", f"give the {noun} another id")
        return ident

    return in_kebab_case.map(free, **{"not": {"enum": sorted(reserved)}})


def check_choice(word: str, words: tuple[str, ...], node: Node, what: str) -> str:
    """The word, if it is one of ``words``, which may be known only from elsewhere in the file. Raises the node's InputError."""
    if word not in words:
        node.fail(f"{what} is {word!r}", f"use one of: {', '.join(words)}")
    return word


@dataclass(frozen=True, slots=True)
class Flag(Shape[bool]):
    """`true` or `false`."""

    def read(self, node: Node, what: str) -> bool:
        if node.value not in ("true", "false"):
            node.fail(f"{what} must be true or false", f"write `{what}: true` or `{what}: false`")
        return node.value == "true"

    def schema(self) -> Schema:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Choice(Shape[str]):
    """One of several words."""

    words: tuple[str, ...]

    def read(self, node: Node, what: str) -> str:
        return check_choice(AnyText().read(node, what), self.words, node, what)

    def schema(self) -> Schema:
        return {"enum": list(self.words)}
