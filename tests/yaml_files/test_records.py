"""Shapes of YAML values: what each reads, what it answers to a mistake, and what it writes into a schema."""

from __future__ import annotations

from typing import Any

import pytest

from jiaozhu.core.errors import InputError, SidecarError
from jiaozhu.yaml_files.nodes import Node, parse_yaml
from jiaozhu.yaml_files.records import EntryList, Field, ListOf, MappingOf, Record, TextOrMapping, collect
from jiaozhu.yaml_files.shapes import AnyText, Choice, Flag, Parsed, Refusal, Shape, Text, identifier, matching, with_node

NUMBER = Parsed(int, Refusal("{name} is {value!r}", "write a number, as in `{name}: 3`"), {"type": "integer"})
TEA = Record(
    (
        Field("name", Text(is_line=True), "What it is called.", is_needed=True),
        Field("price", NUMBER, "What it costs.", default=0),
        Field("green", Flag(), "Whether it is green.", default=False),
        Field("words", ListOf(Text()), "What is said of it.", default=()),
    )
)
SHAPES: list[tuple[Shape[Any], str, Any]] = [
    (Text(), "'  两 个 '", "  两 个 "),
    (Text(is_line=True), "'  两  个 '", "两 个"),
    (Text(), "2020-07-17", "2020-07-17"),
    (Text(), "no", "no"),
    (AnyText(), "''", ""),
    (NUMBER, "12", 12),
    (Flag(), "true", True),
    (Choice(("红", "绿")), "绿", "绿"),
    (matching("a+", Refusal("", "")), "aa", "aa"),
    (identifier("green-tea"), "white-tea-2", "white-tea-2"),
    (ListOf(NUMBER), "[1, 2]", (1, 2)),
    (MappingOf(NUMBER, "1"), "{一: 1, 二: 2}", {"一": 1, "二": 2}),
    (TextOrMapping(Text(), MappingOf(Text(), "x")), "茶", "茶"),
    (TextOrMapping(Text(), MappingOf(Text(), "x")), "{a: 茶}", {"a": "茶"}),
    (Text().map(lambda text, node: (text, node.line)), "\n\n茶", ("茶", 3)),
]
MISTAKES: list[tuple[Shape[Any], str, int, str, str]] = [
    (Text(), "", 1, "it must be text", "write it as one string; quote it where it holds a colon or a quote"),
    (Text(), "[茶]", 1, "it must be text", "write it as one string; quote it where it holds a colon or a quote"),
    (AnyText(), "[茶]", 1, "it must be text", "write it as one string; quote it where it holds a colon or a quote"),
    (AnyText(Refusal("{name}: no", "write {{it}}")), "[茶]", 1, "it: no", "write {it}"),
    (NUMBER, "{a: 1}", 1, "it must be text", "write it as one string; quote it where it holds a colon or a quote"),
    (NUMBER, "十", 1, "it is '十'", "write a number, as in `it: 3`"),
    (Flag(), "yes", 1, "it must be true or false", "write `it: true` or `it: false`"),
    (Choice(("红", "绿")), "黑", 1, "it is '黑'", "use one of: 红, 绿"),
    (Choice(("红", "绿")), "[红]", 1, "it must be text", "write it as one string; quote it where it holds a colon or a quote"),
    (identifier("a-b"), "A_b", 1, "the id 'A_b' is not in kebab-case", "use lower-case letters, digits and hyphens, as in `a-b`"),
    (identifier("a-b", "tea", {"index"}), "index", 1, "the id 'index' is taken by the site", "give the tea another id"),
    (ListOf(NUMBER), "1", 1, "it must be a list", "begin each item of it with a dash on a line of its own"),
    (ListOf(NUMBER), "- 1\n- 二", 2, "an item of it is '二'", "write a number, as in `an item of it: 3`"),
    (ListOf(NUMBER, "a price"), "- 1\n- 二", 2, "a price is '二'", "write a number, as in `a price: 3`"),
    (MappingOf(NUMBER, "price"), "[1]", 1, "it must be a mapping", "write it as `name: price` lines"),
    (MappingOf(NUMBER, "price"), "一: 1\n二: 二", 2, "二 is '二'", "write a number, as in `二: 3`"),
    (TEA, "茶", 1, "it must be a mapping", "write it as `key: value` lines; its keys are: name, price, green, words"),
    (TEA, "name: 茶\nprise: 3", 2, "unknown key 'prise' in it", "use one of: name, price, green, words"),
    (TEA, "price: 3", 1, "it has no 'name'", "add a line `name: …`"),
    (TEA, "name: 茶\nwords:\n  - 好\n  - []", 4, "an item of words must be text", "write an item of words as one string"),
    (TextOrMapping(Text(), TEA), "[]", 1, "it must be text", "write it as one string"),
    (TextOrMapping(Text(), TEA, "mapping"), "[]", 1, "it must be a mapping", "write it as `key: value` lines"),
]


def parsed(text: str) -> Node:
    node = parse_yaml(text or "''", "tea.yml", SidecarError)
    assert node is not None
    return node


@pytest.mark.parametrize(("shape", "text", "value"), SHAPES)
def test_reads(shape: Shape[Any], text: str, value: Any) -> None:
    assert shape.read(parsed(text), "it") == value


@pytest.mark.parametrize(("shape", "text", "line", "what", "todo"), MISTAKES)
def test_refuses_with_place_and_remedy(shape: Shape[Any], text: str, line: int, what: str, todo: str) -> None:
    with pytest.raises(SidecarError) as caught:
        shape.read(parsed(text), "it")
    assert (caught.value.path, caught.value.line, caught.value.what) == ("tea.yml", line, what)
    assert caught.value.todo.startswith(todo)


def test_a_record_has_a_value_for_each_field_and_nodes_for_those_that_are_written() -> None:
    values = TEA.read(parsed("name: 绿  茶\nwords:\n  - 好\n  - 贵"), "tea")
    assert dict(values) == {"name": "绿 茶", "price": 0, "green": False, "words": ("好", "贵")}
    assert (values.line, list(values.nodes)) == (1, ["name", "words"])
    assert [(word, node.line) for word, node in values.items_of("words")] == [("好", 3), ("贵", 4)]
    assert list(values.items_of("price")) == []


def test_an_entry_that_is_wrong_leaves_the_others_in_force() -> None:
    teas = EntryList(TEA, "a tea")
    names: list[str] = []
    nodes = teas.read(parsed("- name: 红\n- nome: 绿\n- name: 白\n- 黑"), "the list")
    errors = list(collect(nodes, lambda node: names.append(teas.entry(node)["name"])))
    assert names == ["红", "白"]
    assert [(e.line, e.what) for e in errors] == [(2, "unknown key 'nome' in a tea"), (4, "a tea must be a mapping")]


def test_pairs_are_read_one_by_one() -> None:
    values: dict[str, int] = {}
    with pytest.raises(InputError):
        values.update(MappingOf(NUMBER, "1").pairs(parsed("{一: 1, 二: 二, 三: 3}"), "it"))
    assert values == {"一": 1}


def test_a_schema_says_what_a_record_holds() -> None:
    text = {"type": ["string", "number"], "minLength": 1}
    assert TEA.schema() == {
        "type": "object",
        "properties": {
            "name": {"description": "What it is called.", **text},
            "price": {"description": "What it costs.", "type": "integer", "default": 0},
            "green": {"description": "Whether it is green.", "type": "boolean", "default": False},
            "words": {"description": "What is said of it.", "type": "array", "items": text},
        },
        "required": ["name"],
        "additionalProperties": False,
    }


def test_keywords_of_a_schema_say_what_is_checked_elsewhere() -> None:
    assert ListOf(Flag()).constrained(minItems=2).schema() == {"type": "array", "items": {"type": "boolean"}, "minItems": 2}
    assert Text().map(with_node, pattern="茶").schema()["pattern"] == "茶"
    assert Record(TEA.fields[:1], {"minProperties": 1}).schema()["minProperties"] == 1
