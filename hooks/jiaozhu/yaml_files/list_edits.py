"""The smallest edits of YAML files that are a list of entries, such as `sources/sites.yml`; see `edits.py`."""

from __future__ import annotations

from collections.abc import Mapping
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
    into_block,
    into_flow,
    line_end,
    newline_of,
    plain,
    plain_value,
    splice,
)

Entry = list[tuple[str, Any]]


def entries_of(text: str) -> list[Entry]:
    """The entries of a file as pairs of keys and values; none of an empty one."""
    return [plain(node) for node in _entries(text)]


def with_entry(text: str, entry: Mapping[str, Value]) -> str:
    """The text with one entry more at its end."""
    expected = [*entries_of(text), plain_value(entry)]
    root = composed(text)
    if not isinstance(root, yaml.SequenceNode) or not root.value:
        lines = "".join(line + newline_of(text) for line in block_item(entry, 0))
        start, end = (root.start_mark.index, root.end_mark.index) if root else (len(text), len(text))
        before = text[:start] + ("" if not start or text[start - 1] in "\r\n" else newline_of(text))
        return _checked(before + lines + text[end:].lstrip("\r\n"), expected)
    if root.flow_style:
        return _checked(into_flow(text, root, entry, len(root.value)), expected)
    return _checked(into_block(text, root, entry, len(root.value)), expected)


def with_item_of_entry(text: str, index: int, key: str, item: Value) -> str:
    """The text with one item more in the list under ``key`` of an entry, which is made where there is none."""
    expected = entries_of(text)
    node = _entries(text)[index]
    own = next((n for n, (name, _) in enumerate(node.value) if name.value == key), None)
    if own is None:
        expected[index].append((key, [plain_value(item)]))
        column = node.start_mark.column
        end = line_end(text, end_of(text, node))
        lines = [" " * column + f"{key}:", *block_item(item, column + 2)]
        return _checked(splice(text, end, end, as_lines(text, lines)), expected)
    value = node.value[own][1]
    if not isinstance(value, yaml.SequenceNode):
        raise NotEditable(f"`{key}` is no list")
    expected[index][own][1].append(plain_value(item))
    into = into_flow if value.flow_style else into_block
    return _checked(into(text, value, item, len(value.value)), expected)


def _entries(text: str) -> list[yaml.MappingNode]:
    root = composed(text)
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode) or not all(isinstance(node, yaml.MappingNode) for node in root.value):
        raise NotEditable("the file is not a list of entries")
    nodes = [id(node) for node in below(root)]
    if len(set(nodes)) < len(nodes) or any(node.flow_style for node in root.value):
        raise NotEditable("the file has entries in one line, or aliases (`*name`)")
    return list(root.value)


def _checked(text: str, expected: list[Entry]) -> str:
    try:
        if entries_of(text) == expected:
            return text
    except NotEditable:
        pass
    raise NotEditable("the file is written in a way that no splice keeps")
