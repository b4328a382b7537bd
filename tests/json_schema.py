"""A checker of JSON Schema for tests, for the keywords that our schemas use, and YAML as text editors read it (YAML 1.2, core schema)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import regex
import yaml

Schema = Mapping[str, Any]
SCALARS: tuple[tuple[str, Callable[[str], Any]], ...] = (
    ("null|Null|NULL|~|", lambda text: None),
    ("true|True|TRUE|false|False|FALSE", lambda text: text.lower() == "true"),
    ("[-+]?[0-9]+", int),
    (r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", float),
)
TYPES: dict[str, type | tuple[type, ...]] = {"string": str, "object": dict, "array": list, "boolean": bool}


def as_editors_read(text: str) -> Any:
    """The data of a YAML document."""
    node = yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return None if node is None else _data(node)


def _data(node: yaml.Node) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return [_data(child) for child in node.value]
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _data(child) for key, child in node.value}
    plain = () if getattr(node, "style", None) else SCALARS
    return next((value(node.value) for pattern, value in plain if regex.fullmatch(pattern, node.value)), node.value)


def violations(data: Any, schema: Schema, place: str = "") -> Iterator[str]:
    """What is wrong with ``data``, each as a place and the keyword that it violates."""
    for keyword, argument in schema.items():
        yield from KEYWORDS[keyword](data, argument, schema, place)


def _is(data: Any, name: str) -> bool:
    if name in ("number", "integer"):
        return not isinstance(data, bool) and isinstance(data, int if name == "integer" else int | float)
    return isinstance(data, TYPES[name])


def _test(applies: type | tuple[type, ...], holds: Callable[[Any, Any], bool]) -> Callable[..., Iterator[str]]:
    """A keyword that holds or does not, for data of some types."""

    def check(data: Any, argument: Any, schema: Schema, place: str) -> Iterator[str]:
        if isinstance(data, applies) and not isinstance(data, bool) and not holds(data, argument):
            yield f"{place}: {data!r} violates {argument!r}"

    return check


def _type(data: Any, argument: Any, schema: Schema, place: str) -> Iterator[str]:
    if not any(_is(data, name) for name in ([argument] if isinstance(argument, str) else argument)):
        yield f"{place}: {data!r} is no {argument}"


def _properties(data: Any, argument: Any, schema: Schema, place: str) -> Iterator[str]:
    for key, value in data.items() if isinstance(data, dict) else ():
        if key in argument:
            yield from violations(value, argument[key], f"{place}/{key}")


def _other_properties(data: Any, argument: Any, schema: Schema, place: str) -> Iterator[str]:
    for key, value in data.items() if isinstance(data, dict) else ():
        if key not in schema.get("properties", ()):
            yield from [f"{place}: unknown key {key}"] if argument is False else violations(value, argument, f"{place}/{key}")


def _items(data: Any, argument: Any, schema: Schema, place: str) -> Iterator[str]:
    for n, item in enumerate(data if isinstance(data, list) else ()):
        yield from violations(item, argument, f"{place}/{n}")


def _combined(right: Callable[[int], bool]) -> Callable[..., Iterator[str]]:
    def check(data: Any, argument: Any, schema: Schema, place: str) -> Iterator[str]:
        if not right(sum(not list(violations(data, one)) for one in argument)):
            yield f"{place}: {data!r} fits none of several, or too many"

    return check


def _unlike(data: Any, argument: Any, schema: Schema, place: str) -> Iterator[str]:
    if not list(violations(data, argument)):
        yield f"{place}: {data!r} is excluded"


def _nothing(*_: Any) -> Iterator[str]:
    return iter(())


KEYWORDS: dict[str, Callable[..., Iterator[str]]] = {
    **dict.fromkeys(("$schema", "title", "description", "default", "format"), _nothing),
    "type": _type,
    "enum": _test(object, lambda data, words: data in words),
    "pattern": _test(str, lambda text, pattern: regex.search(pattern, text) is not None),
    "minLength": _test(str, lambda text, least: len(text) >= least),
    "minimum": _test((int, float), lambda number, least: number >= least),
    "exclusiveMinimum": _test((int, float), lambda number, bound: number > bound),
    "exclusiveMaximum": _test((int, float), lambda number, bound: number < bound),
    "minItems": _test(list, lambda items, least: len(items) >= least),
    "maxItems": _test(list, lambda items, most: len(items) <= most),
    "required": _test(dict, lambda data, keys: all(key in data for key in keys)),
    "dependentRequired": _test(dict, lambda data, keys: all(set(others) <= data.keys() for key, others in keys.items() if key in data)),
    "properties": _properties,
    "additionalProperties": _other_properties,
    "items": _items,
    "anyOf": _combined(lambda fitting: fitting > 0),
    "oneOf": _combined(lambda fitting: fitting == 1),
    "not": _unlike,
}
