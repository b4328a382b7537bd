"""The JSON Schemas of the YAML files: they are what the code says, our own files pass, and they agree with the program on mistakes."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import regex

from jiaozhu import cli
from jiaozhu.build.schemas import DIALECT, FORMATS
from jiaozhu.core.errors import InputError
from jiaozhu.corpus import disagreements
from jiaozhu.corpus.subjects import stated_subjects
from jiaozhu.facts.dates import almanac
from jiaozhu.facts.quantities import units
from jiaozhu.glossary import names, terms
from jiaozhu.glossary.terms import Glossary
from jiaozhu.rules import load as rules
from jiaozhu.script_conversion import table
from jiaozhu.sites import stated_sites
from jiaozhu.sources import sidecar
from json_schema import as_editors_read, violations
from worlds import ROOT, RULES, SOURCES

SCHEMAS = ROOT / "hooks" / "schemas"
MODELINE = regex.compile(r"# yaml-language-server: \$schema=(\S+)\n")
FILES = sorted((*RULES.glob("*.yml"), *SOURCES.glob("*.yml"), *(ROOT / "docs").glob("*.yml")))
MOST_KEYS = 16  # more than any record has

SIDECAR: dict[str, object] = {
    "title": "茶",
    "date": "2020-07",
    "author": "李四",
    "outlet": "县报",
    "url": "https://tea.example/",
    "retrieved": "2020-07-17",
    "encoding": "gb18030",
    "keep": ["竹篓"],
    "cut": ["广告", {"quote": "茶", "at": "2"}],
    "confirm": ["茶農"],
    "notes": [{"quote": "露水", "at": "1", "note": "疑。"}],
    "witness": "tea",
    "apart": ["coffee"],
}
SITES: list[object] = [
    {
        "id": "river",
        "name": "江岸新闻",
        "url": "https://river.example/",
        "hosts": ["m.river.example"],
        "outlets": ["江岸新闻网"],
        "sources": ["tea", "river-*"],
        "others": ["salt"],
        "cut": ["上一篇：{}"],
        "keep": ["凡是过往，皆为序章。"],
        "facts": ["发布时间：{date} 来源：{outlet}"],
    }
]
MISTAKES: tuple[object, ...] = ([], {}, "", ["", []], {"unknown": "茶"}, {"unknown": {}})


def schema_of(path: Path) -> Path:
    """The schema that a file names in its first line."""
    match = MODELINE.match(path.read_text("utf-8"))
    assert match, f"{path.name} names no schema"
    return (path.parent / match[1]).resolve()


def test_the_schemas_are_what_the_command_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change of a shape: make schemas."""
    monkeypatch.setattr("sys.argv", ["jiaozhu", "schemas", str(tmp_path / "schemas")])
    assert cli.main() == 0
    assert contents(SCHEMAS) == contents(tmp_path / "schemas")


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_file_names_its_schema_and_fits_it(path: Path) -> None:
    schema = json.loads(schema_of(path).read_text("utf-8"))
    assert list(violations(as_editors_read(path.read_text("utf-8")), schema)) == []


def test_every_schema_is_named_by_a_file() -> None:
    assert {schema_of(path) for path in FILES} == set(SCHEMAS.iterdir())


@pytest.mark.parametrize("file_format", FORMATS, ids=lambda file_format: file_format.name)
def test_every_key_is_described_in_one_line(file_format: Any) -> None:
    schema = file_format.schema
    assert schema["$schema"] == DIALECT
    assert [key for key, value in keys_of(schema) if not regex.fullmatch(r"\S.{5,130}\.", value["description"])] == []


def keys_of(schema: Any) -> Iterator[tuple[str, Any]]:
    """The keys of all records in a schema, with what it says of each."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {}).items()
        schema = list(schema.values())
    for child in schema if isinstance(schema, list) else ():
        yield from keys_of(child)


def sidecar_errors(path: Path) -> Sequence[InputError]:
    try:
        sidecar.load(path, path.name)
    except InputError as e:
        return (e,)
    return ()


READERS: dict[str, Callable[[Path], Sequence[InputError]]] = {
    "sidecar": sidecar_errors,
    "sites": lambda path: stated_sites.load(path, ("tea", "river-1", "salt"))[1],
    "glossary": lambda path: terms.load(path)[1],
    "names": lambda path: names.load(path, Glossary())[1],
    "disagreements": lambda path: disagreements.load(path)[1],
    "subjects": lambda path: stated_subjects.load(path)[1],
    "variants": lambda path: table.read(path, path.name)[1],
    "dates": lambda path: almanac.load(path.parent)[1],
    "figures": lambda path: units.load(path.parent)[1],
    **dict.fromkeys(
        ("rules", "words", "signals", "page_region", "title_signals", "marks", "parts"), lambda path: rules.load(path.parent)[1]
    ),
}


def shortened(data: Any) -> Any:
    """The data with two or three items of each list, among them the one with the most keys, and the last of very many keys."""
    if isinstance(data, dict):
        return {key: shortened(value) for key, value in list(data.items())[-MOST_KEYS:]}
    if isinstance(data, list):
        fullest = max(data, key=len) if isinstance(data[0], dict) else data[0]
        return [shortened(item) for item in data[:2] + ([] if fullest in data[:2] else [fullest])]
    return data


def changed(data: Any) -> Iterator[Any]:
    """The data with one mistake: a value of another kind, a key that nobody knows, one key less."""
    for *above, last in places(data):
        for mistake in (*MISTAKES, None):
            other = copy.deepcopy(data)
            parent = other
            for key in above:
                parent = parent[key]
            if mistake is None:
                del parent[last]
            elif isinstance(parent[last], dict) and isinstance(mistake, dict):
                parent[last].update(mistake)
            else:
                parent[last] = mistake
            yield other


def places(data: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for key in data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ():
        yield (*above, key)
        yield from places(data[key], (*above, key))


def samples() -> Iterator[Any]:
    """A schema's name, a file's name, and data for it."""
    yield pytest.param("sidecar", "tea.yml", SIDECAR, id="tea.yml")
    yield pytest.param("sites", "sites.yml", SITES, id="sites.yml")
    for path in (*RULES.glob("*.yml"), *(ROOT / "docs").glob("*.yml")):
        data = shortened(as_editors_read(path.read_text("utf-8")))
        yield pytest.param(schema_of(path).name.partition(".")[0], path.name, data, id=path.name)


@pytest.mark.parametrize(("name", "file", "data"), list(samples()))
def test_what_a_schema_refuses_the_program_refuses(name: str, file: str, data: Any, tmp_path: Path) -> None:
    """Otherwise text editors would underline what is right."""

    def messages(data: Any) -> list[str]:
        (tmp_path / file).write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        return [str(error) for error in READERS[name](tmp_path / file)]

    shutil.copy(RULES / "parts.yml", tmp_path)
    schema = next(one.schema for one in FORMATS if one.name == name)
    assert not list(violations(data, schema))
    before = messages(data)  # what is referred to may have been left out
    refused = [case for case in changed(data) if next(violations(case, schema), None)]
    assert refused
    assert [case for case in refused if messages(case) in ([], before)] == []
