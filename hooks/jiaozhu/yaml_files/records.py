"""Shapes of YAML lists, mappings and records: what a file may hold is described once, as fields with a type and a description.

Checks that look at several entries, or at several fields of one, are not described here: they are code of the module that reads the
file, and the schema may be told of them in keywords of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from ..core.errors import InputError
from .nodes import Node
from .shapes import Schema, Shape

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class ListOf(Shape[tuple[T_co, ...]]):
    """A list; ``name`` is what error messages call an item, where ``{list}`` stands for what the list is called."""

    item: Shape[T_co]
    name: str = "an item of {list}"

    def read(self, node: Node, what: str) -> tuple[T_co, ...]:
        name = self.name.format(list=what)
        return tuple(self.item.read(child, name) for child in _items(node, what))

    def schema(self) -> Schema:
        return {"type": "array", "items": self.item.schema()}


@dataclass(frozen=True, slots=True)
class EntryList(Shape[tuple[Node, ...]], Generic[T]):
    """A list whose entries are read one by one (`entry`), so that one that is wrong leaves the others in force."""

    shape: Shape[T]
    name: str

    def read(self, node: Node, what: str) -> tuple[Node, ...]:
        return _items(node, what)

    def entry(self, node: Node) -> T:
        return self.shape.read(node, self.name)

    def schema(self) -> Schema:
        return {"type": "array", "items": self.shape.schema()}


@dataclass(frozen=True, slots=True)
class MappingOf(Shape[dict[str, T]]):
    """A mapping whose keys are names that the file's writer chooses, for example ``name: example``.

    ``name`` is what error messages call a value, where ``{key}`` stands for its key.
    """

    value: Shape[T]
    example: str
    name: str = "{key}"

    def read(self, node: Node, what: str) -> dict[str, T]:
        return dict(self.pairs(node, what))

    def pairs(self, node: Node, what: str) -> Iterator[tuple[str, T]]:
        """The keys with their values, each read when it is asked for."""
        if not isinstance(node.value, dict):
            node.fail(f"{what} must be a mapping", f"write {what} as `name: {self.example}` lines")
        for key, child in node.value.items():
            yield key, self.value.read(child, self.name.format(key=key))

    def schema(self) -> Schema:
        return {"type": "object", "additionalProperties": self.value.schema()}


@dataclass(frozen=True, slots=True)
class TextOrMapping(Shape[T_co]):
    """Text of one shape or a mapping of another; a list is refused with the message of the one that is ``preferred``."""

    text: Shape[T_co]
    mapping: Shape[T_co]
    preferred: Literal["text", "mapping"] = "text"

    def read(self, node: Node, what: str) -> T_co:
        is_mapping = isinstance(node.value, dict) or (self.preferred == "mapping" and not isinstance(node.value, str))
        return (self.mapping if is_mapping else self.text).read(node, what)

    def schema(self) -> Schema:
        return {"anyOf": [self.text.schema(), self.mapping.schema()]}


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a record and the shape of its value. ``description`` is one line for editors, ``default`` the value of an absent key."""

    key: str
    shape: Shape[Any]
    description: str
    is_needed: bool = False
    default: Any = None

    def schema(self) -> Schema:
        shown = {"default": self.default} if isinstance(self.default, bool | int | str) and self.default != "" else {}
        return {"description": self.description, **self.shape.schema(), **shown}


@dataclass(frozen=True, slots=True, eq=False)
class RecordValues(Mapping[str, Any]):
    """A checked mapping: the value of each field by its key, and the nodes of the keys that the file has."""

    node: Node
    nodes: Mapping[str, Node]
    by_key: Mapping[str, Any]

    @property
    def line(self) -> int:
        return self.node.line

    def items_of(self, key: str) -> Iterator[tuple[Any, Node]]:
        """The items of a list, each with its node; none where the file has no such key."""
        if key in self.nodes:
            yield from zip(self.by_key[key], _items(self.nodes[key], key), strict=True)

    def __getitem__(self, key: str) -> Any:
        return self.by_key[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_key)

    def __len__(self) -> int:
        return len(self.by_key)


@dataclass(frozen=True, slots=True)
class Record(Shape[RecordValues]):
    """A mapping with known keys, checked in the order of its ``fields``; ``keywords`` are what else the schema says of it."""

    fields: tuple[Field, ...]
    keywords: Mapping[str, Any] = field(default_factory=dict)

    def read(self, node: Node, what: str) -> RecordValues:
        keys = [item.key for item in self.fields]
        if not isinstance(node.value, dict):
            node.fail(f"{what} must be a mapping", f"write {what} as `key: value` lines; its keys are: {', '.join(keys)}")
        nodes = node.value
        for key, child in nodes.items():
            if key not in keys:
                child.fail(f"unknown key {key!r} in {what}", f"use one of: {', '.join(keys)}")
        for item in self.fields:
            if item.is_needed and item.key not in nodes:
                node.fail(f"{what} has no {item.key!r}", f"add a line `{item.key}: …`")
        values = {item.key: item.shape.read(nodes[item.key], item.key) if item.key in nodes else item.default for item in self.fields}
        return RecordValues(node, nodes, values)

    def schema(self) -> Schema:
        schema: Schema = {"type": "object", "properties": {item.key: item.schema() for item in self.fields}}
        needed = [item.key for item in self.fields if item.is_needed]
        return {**schema, **({"required": needed} if needed else {}), "additionalProperties": False, **self.keywords}


def _items(node: Node, what: str) -> tuple[Node, ...]:
    if not isinstance(node.value, tuple):
        node.fail(f"{what} must be a list", f"begin each item of {what} with a dash on a line of its own")
    return node.value


def collect(nodes: Iterable[Node], take: Callable[[Node], object]) -> Iterator[InputError]:
    """The errors of entries, each of which ``take`` reads and keeps."""
    for node in nodes:
        try:
            take(node)
        except InputError as e:
            yield e
