"""The smallest edits of YAML files that people write: each gives the text anew with one value more, another one, or one less.

A file is never written from its values, for that would lose what is the writer's own: comments, order, blank lines, quotes, indents and
line ends. The parser tells where each value begins and ends; the edit is a splice there, in the style of its neighbours. What comes out is
parsed again and compared with what was to come out, so that no edit of an odd file ends in another meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import regex
import yaml

# A list of the pairs of a mapping, because the keys of a file may stand twice.
Plain = str | list[Any]
Value = str | int | Sequence["Value"] | Mapping[str, "Value"]
# Text that YAML takes as it stands, also between brackets, and that no reader takes for a number, a date or a switch.
BARE = regex.compile(r"""(?!-)[\p{Han}\p{L}“‘（《「『【][^\n\r\t:#\[\]{},&*!|>'"%@`\\]*(?<!\s)""")
WORD = regex.compile(r"(?i)true|false|yes|no|on|off|null|y|n|nan|inf")
NUMBER = regex.compile(r"\d{1,4}(-\d{2}){0,2}")


class NotEditable(ValueError):
    """A file that no splice can change as it was asked: a person must."""


def with_item(text: str, key: str, item: Value, after: int | None = None) -> str:
    """The text with one item more in the list under ``key``: at its end, or behind the item with the number ``after``, from 0.

    The list is made where there is none. Of several lists under one key it is the last, in which ``after`` counts.
    """
    pairs = _pairs(text)
    nodes = [value for name, value in pairs if name.value == key]
    expected = _plain_pairs(pairs)
    if not nodes:
        expected.append((key, [_plain_value(item)]))
        return _checked(_with_key(text, [f"{key}:", *_block_item(item, 2)]), expected)
    node = nodes[-1]
    index = max(n for n, (name, _) in enumerate(pairs) if name.value == key)
    old = expected[index][1] if isinstance(node, yaml.SequenceNode) else []
    at = len(old) if after is None else after + 1
    expected[index] = (key, [*old[:at], _plain_value(item), *old[at:]])
    if isinstance(node, yaml.SequenceNode) and node.flow_style:
        return _checked([_into_flow(text, node, item, at)], expected)
    if isinstance(node, yaml.SequenceNode):
        return _checked([_into_block(text, node, item, at)], expected)
    if node.value == "" and node.start_mark.index == node.end_mark.index:
        end = _line_end(text, node.end_mark.index)
        return _checked([_splice(text, end, end, _as_lines(text, _block_item(item, 2)))], expected)
    raise NotEditable(f"`{key}` is no list")


def with_value(text: str, key: str, value: Value) -> str:
    """The text in which ``key`` has this value, whatever it had before."""
    pairs = _pairs(text)
    expected = _plain_pairs(pairs)
    index = next((n for n, (name, _) in enumerate(pairs) if name.value == key), None)
    if index is None:
        expected.append((key, _plain_value(value)))
        return _checked(_with_key(text, [f"{key}: {_flow(value)}"]), expected)
    expected[index] = (key, _plain_value(value))
    node = pairs[index][1]
    start, end = node.start_mark.index, _end(text, node)
    gap = "" if text[start - 1 : start].isspace() else " "
    return _checked([_splice(text, start, max(start, end), gap + _flow(value))], expected)


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
            return _checked([_without_lines(text, name.start_mark.index, _end(text, node))], expected)
        expected[n] = (key, rest)
        if node.flow_style:
            return _checked([_out_of_flow(text, node, index)], expected)
        return _checked([_out_of_block(text, node, index)], expected)
    raise NotEditable(f"`{key}` has no such item")


def without_key(text: str, key: str) -> str:
    """The text without a key and its value; as it is where there is none."""
    pairs = _pairs(text)
    expected = _plain_pairs(pairs)
    for n, (name, node) in enumerate(pairs):
        if name.value == key:
            del expected[n]
            return _checked([_without_lines(text, name.start_mark.index, _end(text, node))], expected)
    return text


def values_of(text: str) -> list[tuple[str, Any]]:
    """The keys of the mapping that a file is, with their values as text, lists, and lists of pairs."""
    return _plain_pairs(_pairs(text))


# ── what stands where ──


def _pairs(text: str) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    """The keys and values of the mapping that a file is; none of an empty file."""
    root = _composed(text)
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise NotEditable("the file is not written as `key: value` lines")
    nodes = list(_below(root))
    if len({id(node) for node in nodes}) < len(nodes):
        raise NotEditable("the file has aliases (`*name`)")
    return list(root.value)


def _composed(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError as error:
        raise NotEditable(f"the file is not YAML: {error}") from None


def _below(node: yaml.Node) -> Iterator[yaml.Node]:
    yield node
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _below(child)
    elif isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            yield from (key, *_below(child))


def _end(text: str, node: yaml.Node) -> int:
    """Where a value ends: behind its last character, without the comments and blank lines that the parser counts among a block."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    end: int = node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return node.start_mark.index + len(text[node.start_mark.index : end].rstrip())
    return end


def _line_end(text: str, at: int) -> int:
    """Where the line ends in which ``at`` stands: before its line break."""
    match = regex.compile(r"\r\n|\n|\r").search(text, at)
    return match.start() if match else len(text)


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _splice(text: str, start: int, end: int, put: str) -> str:
    return text[:start] + put + text[end:]


def _as_lines(text: str, lines: Iterable[str]) -> str:
    """Lines to be put at the end of another one."""
    return "".join(_newline(text) + line for line in lines)


def _without_lines(text: str, start: int, end: int) -> str:
    """The text without the whole lines from ``start`` to ``end``, with what remarks stand behind them."""
    first, last = _line_start(text, start), _line_end(text, end)
    last += 2 if text.startswith("\r\n", last) else 1
    return _splice(text, first, min(last, len(text)), "")


# ── splices ──


def _with_key(text: str, lines: Sequence[str]) -> Iterator[str]:
    """The lines of a key more: at the end of the file, or, where that is taken for something else, behind the last value."""
    newline = _newline(text)
    is_ended = not text or text.endswith(("\n", "\r"))
    yield text + ("" if is_ended else newline) + "".join(line + newline for line in lines)
    root = _composed(text)
    if root is not None:
        end = _line_end(text, _end(text, root))
        yield _splice(text, end, end, _as_lines(text, (" " * root.start_mark.column + line for line in lines)))


def _into_block(text: str, node: yaml.SequenceNode, item: Value, at: int) -> str:
    """A list with a dash for each item; a blank line stands before the new item where one stands before its neighbour."""
    lines = list(_block_item(item, node.start_mark.column))
    if at == 0:
        start = _line_start(text, node.start_mark.index)
        return _splice(text, start, start, "".join(line + _newline(text) for line in lines))
    end = _line_end(text, _end(text, node.value[at - 1]))
    if len(node.value) > 1 and _blank_before(text, node, max(1, at - 1)):
        lines.insert(0, "")
    return _splice(text, end, end, _as_lines(text, lines))


def _blank_before(text: str, node: yaml.SequenceNode, index: int) -> bool:
    between = text[_end(text, node.value[index - 1]) : node.value[index].start_mark.index]
    return any(not line.strip() for line in between.splitlines()[1:-1])


def _into_flow(text: str, node: yaml.SequenceNode, item: Value, at: int) -> str:
    if at == 0:
        start = node.start_mark.index + 1
        return _splice(text, start, start, _flow(item) + (", " if node.value else ""))
    end = _end(text, node.value[at - 1])
    return _splice(text, end, end, f", {_flow(item)}")


def _out_of_block(text: str, node: yaml.SequenceNode, index: int) -> str:
    """The dash of an item stands before it in its line, or alone in a line above it."""
    item = node.value[index]
    behind = _end(text, node.value[index - 1]) if index else _line_start(text, node.start_mark.index)
    dashes = [m.start() for m in regex.compile(r"(?m)^[ ]*-(?=\s)").finditer(text, _line_start(text, behind), item.start_mark.index + 1)]
    if not dashes:
        raise NotEditable("the items of a list share a line")
    return _without_lines(text, dashes[-1], _end(text, item))


def _out_of_flow(text: str, node: yaml.SequenceNode, index: int) -> str:
    if index:
        return _splice(text, _end(text, node.value[index - 1]), _end(text, node.value[index]), "")
    return _splice(text, node.value[0].start_mark.index, node.value[1].start_mark.index, "")


# ── how values are written ──


def scalar(value: str | int) -> str:
    """A text as YAML has it: bare where that is safe, else in quotes, with escapes only where a character may not stand as it is."""
    words = str(value)
    if NUMBER.fullmatch(words) or (BARE.fullmatch(words) and words.isprintable() and not WORD.fullmatch(words)):
        return words
    if words.isprintable():
        return "'" + words.replace("'", "''") + "'"
    dumped: str = yaml.dump(words, Dumper=yaml.SafeDumper, default_style='"', allow_unicode=True, width=10**9)
    return dumped.rstrip("\n")


def _flow(value: Value) -> str:
    """A value in one line."""
    if isinstance(value, str | int):
        return scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(child)}" for key, child in value.items()) + "}"
    return "[" + ", ".join(map(_flow, value)) + "]"


def _block_item(item: Value, column: int) -> Iterator[str]:
    """The lines of an item of a list whose dashes stand in ``column``."""
    if not isinstance(item, Mapping):
        yield f"{' ' * column}- {_flow(item)}"
        return
    for n, (key, child) in enumerate(item.items()):
        yield f"{' ' * column}{' ' if n else '-'} {key}: {_flow(child)}"


# ── the check ──


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
    return [(key.value, _plain(value)) for key, value in pairs]


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child) for child in node.value]
    if isinstance(node, yaml.MappingNode):
        return [(key.value, _plain(value)) for key, value in node.value]
    return node.value


def _plain_value(value: Value) -> Any:
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, Mapping):
        return [(key, _plain_value(child)) for key, child in value.items()]
    return [_plain_value(child) for child in value]
