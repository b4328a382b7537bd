"""The smallest edits of YAML files that people write: each gives the text anew with one value more, another one, or one less.

What comes out is parsed again and compared with what was to come out, so that no edit of an odd file ends in another meaning. How values
are put in and taken out is in `splices.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import yaml

from .splices import (
    NotEditable,
    Value,
    as_lines,
    below,
    block_item,
    composed,
    end_of,
    in_one_line,
    into_block,
    into_flow,
    line_end,
    newline_of,
    out_of_block,
    out_of_flow,
    plain,
    plain_value,
    splice,
    without_lines,
)


def with_item(text: str, key: str, item: Value, after: int | None = None) -> str:
    """The text with one item more in the list under ``key``: at its end, or behind the item with the number ``after``, from 0.

    The list is made where there is none. Of several lists under one key it is the last, in which ``after`` counts.
    """
    pairs = _pairs(text)
    nodes = [value for name, value in pairs if name.value == key]
    expected = _plain_pairs(pairs)
    if not nodes:
        expected.append((key, [plain_value(item)]))
        return _checked(_with_key(text, [f"{key}:", *block_item(item, 2)]), expected)
    node = nodes[-1]
    index = max(n for n, (name, _) in enumerate(pairs) if name.value == key)
    old = expected[index][1] if isinstance(node, yaml.SequenceNode) else []
    at = len(old) if after is None else after + 1
    expected[index] = (key, [*old[:at], plain_value(item), *old[at:]])
    if isinstance(node, yaml.SequenceNode) and node.flow_style:
        return _checked([into_flow(text, node, item, at)], expected)
    if isinstance(node, yaml.SequenceNode):
        return _checked([into_block(text, node, item, at)], expected)
    if node.value == "" and node.start_mark.index == node.end_mark.index:
        end = line_end(text, node.end_mark.index)
        return _checked([splice(text, end, end, as_lines(text, block_item(item, 2)))], expected)
    raise NotEditable(f"`{key}` is no list")


def with_value(text: str, key: str, value: Value) -> str:
    """The text in which ``key`` has this value, whatever it had before."""
    pairs = _pairs(text)
    expected = _plain_pairs(pairs)
    index = next((n for n, (name, _) in enumerate(pairs) if name.value == key), None)
    if index is None:
        expected.append((key, plain_value(value)))
        return _checked(_with_key(text, [f"{key}: {in_one_line(value)}"]), expected)
    expected[index] = (key, plain_value(value))
    node = pairs[index][1]
    start, end = node.start_mark.index, end_of(text, node)
    gap = "" if text[start - 1 : start].isspace() else " "
    return _checked([splice(text, start, max(start, end), gap + in_one_line(value))], expected)


def without_item(text: str, key: str, index: int) -> str:
    """The text without an item of the list under ``key``, counted through all lists of that name; an empty list goes with its key."""
    pairs = _pairs(text)
    expected = _plain_pairs(pairs)
    for n, (name, node) in enumerate(pairs):
        if name.value != key or not isinstance(node, yaml.SequenceNode):
            continue
        if index >= len(node.value):
            index -= len(node.value)
            continue
        rest = [*expected[n][1][:index], *expected[n][1][index + 1 :]]
        if not rest:
            del expected[n]
            return _checked([without_lines(text, name.start_mark.index, end_of(text, node))], expected)
        expected[n] = (key, rest)
        if node.flow_style:
            return _checked([out_of_flow(text, node, index)], expected)
        return _checked([out_of_block(text, node, index)], expected)
    raise NotEditable(f"`{key}` has no such item")


def without_key(text: str, key: str) -> str:
    """The text without a key and its value; as it is where there is none."""
    pairs = _pairs(text)
    expected = _plain_pairs(pairs)
    for n, (name, node) in enumerate(pairs):
        if name.value == key:
            del expected[n]
            return _checked([without_lines(text, name.start_mark.index, end_of(text, node))], expected)
    return text


def values_of(text: str) -> list[tuple[str, Any]]:
    """The keys of the mapping that a file is, with their values as text, lists, and lists of pairs."""
    return _plain_pairs(_pairs(text))


def _pairs(text: str) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    """The keys and values of the mapping that a file is; none of an empty file."""
    root = composed(text)
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise NotEditable("the file is not written as `key: value` lines")
    nodes = list(below(root))
    if len({id(node) for node in nodes}) < len(nodes):
        raise NotEditable("the file has aliases (`*name`)")
    return list(root.value)


def _with_key(text: str, lines: Sequence[str]) -> Iterator[str]:
    """The lines of a key more: at the end of the file, or, where that is taken for something else, behind the last value."""
    newline = newline_of(text)
    is_ended = not text or text.endswith(("\n", "\r"))
    yield text + ("" if is_ended else newline) + "".join(line + newline for line in lines)
    root = composed(text)
    if root is not None:
        end = line_end(text, end_of(text, root))
        yield splice(text, end, end, as_lines(text, (" " * root.start_mark.column + line for line in lines)))


def _checked(attempts: Iterable[str], expected: list[tuple[str, Any]]) -> str:
    """The first text of ``attempts`` that means what is expected."""
    for text in attempts:
        try:
            if _plain_pairs(_pairs(text)) == expected:
                return text
        except NotEditable:
            continue
    raise NotEditable("the file is written in a way that no splice keeps")


def _plain_pairs(pairs: Iterable[tuple[yaml.ScalarNode, yaml.Node]]) -> list[tuple[str, Any]]:
    return [(key.value, plain(value)) for key, value in pairs]
