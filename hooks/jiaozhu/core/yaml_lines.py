"""YAML in which every value knows its line, so that each error can name one.

Scalars stay strings: `2020-07-17` and `no` mean what the person typed, and each reader of a value says what it should be.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import NoReturn

import yaml

from .errors import InputError


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a YAML file: text, a list or a mapping, with the file and the line where it (or its key) begins."""

    value: str | tuple[Node, ...] | dict[str, Node]
    path: str
    line: int
    error: type[InputError] = InputError

    def fail(self, what: str, todo: str) -> NoReturn:
        raise self.error(self.path, self.line, what, todo)

    def text(self, what: str) -> str:
        """The value as text that is not empty; ``what`` names it in the error."""
        if not isinstance(self.value, str) or not self.value.strip():
            self.fail(f"{what} must be text", f"write {what} as one string; quote it where it holds a colon or a quote")
        return self.value

    def flag(self, what: str) -> bool:
        if self.value not in ("true", "false"):
            self.fail(f"{what} must be true or false", f"write `{what}: true` or `{what}: false`")
        return self.value == "true"

    def choice(self, what: str, among: tuple[str, ...]) -> str:
        if self.value not in among:
            self.fail(f"{what} is {self.value!r}", f"use one of: {', '.join(among)}")
        assert isinstance(self.value, str)
        return self.value

    def items(self, what: str) -> tuple[Node, ...]:
        if not isinstance(self.value, tuple):
            self.fail(f"{what} must be a list", f"begin each item of {what} with a dash on a line of its own")
        return self.value

    def named(self, what: str, value: str) -> tuple[tuple[str, Node], ...]:
        """The value as a mapping whose keys are names that the file's writer chooses; ``value`` shows what stands behind one."""
        if not isinstance(self.value, dict):
            self.fail(f"{what} must be a mapping", f"write {what} as `name: {value}` lines")
        return tuple(self.value.items())

    def mapping(self, what: str, keys: tuple[str, ...], needed: tuple[str, ...] = ()) -> dict[str, Node]:
        """The value as a mapping with no key but ``keys``, and with each of ``needed``."""
        if not isinstance(self.value, dict):
            self.fail(f"{what} must be a mapping", f"write {what} as `key: value` lines; its keys are: {', '.join(keys)}")
        for key, node in self.value.items():
            if key not in keys:
                node.fail(f"unknown key {key!r} in {what}", f"use one of: {', '.join(keys)}")
        for key in needed:
            if key not in self.value:
                self.fail(f"{what} has no {key!r}", f"add a line `{key}: …`")
        return self.value


def load(text: str, path: str, error: type[InputError]) -> Node | None:
    """The YAML document ``text`` with its lines; None where it is empty. Every complaint is an ``error`` with its place."""
    try:
        root = _composed(text)
    except yaml.MarkedYAMLError as e:
        unclosed = "end of stream" in (e.problem or "")  # then the place that matters is where it was opened
        mark = (e.context_mark if unclosed else None) or e.problem_mark or e.context_mark
        line = mark.line + 1 if mark else 1
        raise error(path, line, f"not YAML: {e.problem or e}", "check the indentation, and quote text that holds : or #") from None
    except yaml.reader.ReaderError as e:
        line = text.count("\n", 0, e.position) + 1
        raise error(path, line, f"not YAML: the character U+{e.character:04X} may not stand here", "delete it") from None
    return None if root is None else _marked(root, path, error, frozenset())


def _composed(text: str) -> yaml.Node | None:
    """The nodes of a document, by the parser in C where there is one: it takes a tenth of the time, but says less of an error."""
    with suppress(AttributeError, yaml.YAMLError):
        return yaml.compose(text, Loader=yaml.CBaseLoader)
    return yaml.compose(text, Loader=yaml.BaseLoader)


def _marked(node: yaml.Node, path: str, error: type[InputError], above: frozenset[int]) -> Node:
    line = node.start_mark.line + 1
    if id(node) in above:
        raise error(path, line, "an alias that holds itself", "write the value out instead of `*name`")
    above = above | {id(node)}
    if isinstance(node, yaml.SequenceNode):
        return Node(tuple(_marked(child, path, error, above) for child in node.value), path, line, error)
    if isinstance(node, yaml.MappingNode):
        pairs: dict[str, Node] = {}
        for key, child in node.value:
            line_of_key = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise error(path, line_of_key, "a key that is not text", "write it as `key: value`")
            if key.value in pairs:
                raise error(path, line_of_key, f"the key {key.value!r} stands twice", "keep one of the two")
            pairs[key.value] = replace(_marked(child, path, error, above), line=line_of_key)
        return Node(pairs, path, line, error)
    return Node(node.value, path, line, error)
