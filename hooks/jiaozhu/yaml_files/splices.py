"""Splices of YAML: where values stand in a text, and how one is put in, in the style of its neighbours, or taken out.

A file is never written from its values, for that would lose what is the writer's own: comments, order, blank lines, quotes, indents and
line ends. The parser tells where each value begins and ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import regex
import yaml

Value = str | int | Sequence["Value"] | Mapping[str, "Value"]
# Text that YAML takes as it stands, also between brackets, and that no reader takes for a number, a date or a switch.
BARE = regex.compile(r"""(?!-)[\p{Han}\p{L}“‘（《「『【][^\n\r\t:#\[\]{},&*!|>'"%@`\\]*(?<!\s)""")
WORD = regex.compile(r"(?i)true|false|yes|no|on|off|null|y|n|nan|inf")
NUMBER = regex.compile(r"\d{1,4}(-\d{2}){0,2}")


class NotEditable(ValueError):
    """A file that no splice can change as it was asked: a person must."""


def composed(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError as error:
        raise NotEditable(f"the file is not YAML: {error}") from None


def below(node: yaml.Node) -> Iterator[yaml.Node]:
    yield node
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from below(child)
    elif isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            yield from (key, *below(child))


def end_of(text: str, node: yaml.Node) -> int:
    """Where a value ends: behind its last character, without the comments and blank lines that the parser counts among a block."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last = node.value[-1]
        return end_of(text, last[1] if isinstance(last, tuple) else last)
    end: int = node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return node.start_mark.index + len(text[node.start_mark.index : end].rstrip())
    return end


def line_end(text: str, at: int) -> int:
    """Where the line ends in which ``at`` stands: before its line break."""
    match = regex.compile(r"\r\n|\n|\r").search(text, at)
    return match.start() if match else len(text)


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def newline_of(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def splice(text: str, start: int, end: int, put: str) -> str:
    return text[:start] + put + text[end:]


def as_lines(text: str, lines: Iterable[str]) -> str:
    """Lines to be put at the end of another one."""
    return "".join(newline_of(text) + line for line in lines)


def without_lines(text: str, start: int, end: int) -> str:
    """The text without the whole lines from ``start`` to ``end``, with what remarks stand behind them."""
    first, last = _line_start(text, start), line_end(text, end)
    last += 2 if text.startswith("\r\n", last) else 1
    return splice(text, first, min(last, len(text)), "")


def into_block(text: str, node: yaml.SequenceNode, item: Value, at: int) -> str:
    """A list with a dash for each item; a blank line stands before the new item where one stands before its neighbour."""
    lines = list(block_item(item, node.start_mark.column))
    if at == 0:
        start = _line_start(text, node.start_mark.index)
        return splice(text, start, start, "".join(line + newline_of(text) for line in lines))
    end = line_end(text, end_of(text, node.value[at - 1]))
    if len(node.value) > 1 and _blank_before(text, node, max(1, at - 1)):
        lines.insert(0, "")
    return splice(text, end, end, as_lines(text, lines))


def _blank_before(text: str, node: yaml.SequenceNode, index: int) -> bool:
    between = text[end_of(text, node.value[index - 1]) : node.value[index].start_mark.index]
    return any(not line.strip() for line in between.splitlines()[1:-1])


def into_flow(text: str, node: yaml.SequenceNode, item: Value, at: int) -> str:
    if at == 0:
        start = node.start_mark.index + 1
        return splice(text, start, start, in_one_line(item) + (", " if node.value else ""))
    end = end_of(text, node.value[at - 1])
    return splice(text, end, end, f", {in_one_line(item)}")


def out_of_block(text: str, node: yaml.SequenceNode, index: int) -> str:
    """The dash of an item stands before it in its line, or alone in a line above it."""
    item = node.value[index]
    behind = end_of(text, node.value[index - 1]) if index else _line_start(text, node.start_mark.index)
    dashes = [m.start() for m in regex.compile(r"(?m)^[ ]*-(?=\s)").finditer(text, _line_start(text, behind), item.start_mark.index + 1)]
    if not dashes:
        raise NotEditable("the items of a list share a line")
    return without_lines(text, dashes[-1], end_of(text, item))


def out_of_flow(text: str, node: yaml.SequenceNode, index: int) -> str:
    if index:
        return splice(text, end_of(text, node.value[index - 1]), end_of(text, node.value[index]), "")
    return splice(text, node.value[0].start_mark.index, node.value[1].start_mark.index, "")


def scalar(value: str | int) -> str:
    """A text as YAML has it: bare where that is safe, else in quotes."""
    words = str(value)
    if NUMBER.fullmatch(words) or (BARE.fullmatch(words) and words.isprintable() and not WORD.fullmatch(words)):
        return words
    return quoted(words)


def quoted(words: str) -> str:
    """A text in quotes, with escapes only where a character may not stand as it is."""
    if words.isprintable():
        return "'" + words.replace("'", "''") + "'"
    dumped: str = yaml.dump(words, Dumper=yaml.SafeDumper, default_style='"', allow_unicode=True, width=10**9)
    return dumped.rstrip("\n")


def in_one_line(value: Value) -> str:
    """A value in one line."""
    if isinstance(value, str | int):
        return scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {in_one_line(child)}" for key, child in value.items()) + "}"
    return "[" + ", ".join(map(in_one_line, value)) + "]"


def block_item(item: Value, column: int) -> Iterator[str]:
    """The lines of an item of a list whose dashes stand in ``column``."""
    if not isinstance(item, Mapping):
        yield f"{' ' * column}- {in_one_line(item)}"
        return
    for n, (key, child) in enumerate(item.items()):
        yield f"{' ' * column}{' ' if n else '-'} {key}: {in_one_line(child)}"


def plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return [plain(child) for child in node.value]
    if isinstance(node, yaml.MappingNode):
        return [(key.value, plain(value)) for key, value in node.value]
    return node.value


def plain_value(value: Value) -> Any:
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, Mapping):
        return [(key, plain_value(child)) for key, child in value.items()]
    return [plain_value(child) for child in value]
