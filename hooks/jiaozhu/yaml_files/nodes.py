"""YAML parsing that keeps the line of every value, so that each error can name one.

Scalars stay strings: `2020-07-17` and `no` mean what the person typed, and the shape of a value says what it should be.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

import yaml

from ..core.errors import InputError, read_text


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a YAML file: text, a list or a mapping, with the file and the line where it (or its key) begins."""

    value: str | tuple[Node, ...] | dict[str, Node]
    path: str
    line: int
    error: type[InputError] = InputError

    def fail(self, what: str, todo: str) -> NoReturn:
        raise self.error(self.path, self.line, what, todo)


def load_yaml(path: Path, place: str, error: type[InputError], merges_lists: bool = False) -> Node | None:
    """The YAML document in the file ``path``, which the ``error`` that is raised calls ``place``; None where it is empty."""
    return parse_yaml(read_text(path, place, error), place, error, merges_lists)


def parse_yaml(text: str, place: str, error: type[InputError], merges_lists: bool = False) -> Node | None:
    """The YAML document ``text``; None where it is empty. What is wrong is raised as ``error``, with its place.

    A key that stands twice is wrong; but with ``merges_lists``, lists under one key of the document are one, as whoever pastes one below
    the other means them.
    """
    try:
        root = _composed(text)
    except yaml.MarkedYAMLError as e:
        is_unclosed = "end of stream" in (e.problem or "")  # then the place that matters is where it was opened
        mark = (e.context_mark if is_unclosed else None) or e.problem_mark or e.context_mark
        line = mark.line + 1 if mark else 1
        raise error(place, line, f"not YAML: {e.problem or e}", "check the indentation, and quote text that holds : or #") from None
    except yaml.reader.ReaderError as e:
        line = text.count("\n", 0, e.position) + 1
        raise error(place, line, f"not YAML: the character U+{e.character:04X} may not stand here", "delete it") from None
    return None if root is None else _with_lines(root, place, error, frozenset(), merges_lists)


def _composed(text: str) -> yaml.Node | None:
    """The nodes of a document. The parser in C takes a tenth of the time; where it fails, the one in Python says more of the error."""
    with suppress(AttributeError, yaml.YAMLError):
        return yaml.compose(text, Loader=yaml.CBaseLoader)
    return yaml.compose(text, Loader=yaml.BaseLoader)


def _with_lines(node: yaml.Node, place: str, error: type[InputError], above: frozenset[int], merges_lists: bool = False) -> Node:
    line = node.start_mark.line + 1
    if id(node) in above:
        raise error(place, line, "an alias that holds itself", "write the value out instead of `*name`")
    above = above | {id(node)}
    if isinstance(node, yaml.SequenceNode):
        return Node(tuple(_with_lines(child, place, error, above) for child in node.value), place, line, error)
    if isinstance(node, yaml.MappingNode):
        pairs: dict[str, Node] = {}
        for key, child in node.value:
            line_of_key = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise error(place, line_of_key, "a key that is not text", "write it as `key: value`")
            value = replace(_with_lines(child, place, error, above), line=line_of_key)
            first = pairs.get(key.value)
            if first is None:
                pairs[key.value] = value
            elif merges_lists and isinstance(first.value, tuple) and isinstance(value.value, tuple):
                pairs[key.value] = replace(first, value=(*first.value, *value.value))
            else:
                raise error(place, line_of_key, f"the key {key.value!r} stands twice", "keep one of the two")
        return Node(pairs, place, line, error)
    return Node(node.value, place, line, error)
