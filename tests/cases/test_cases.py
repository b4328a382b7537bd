"""Golden tests: the files of a small project are the input; the texts of its pages and the messages to its editor are the output.

A case is a file of `tests/cases/`; the comment at its top gives its reason. Its inputs (`xfail`, `files`, `rules`) are written
by people. Its expected parts (`pages`, `messages`, and where the case has them `blocks`, `head`, `notes`, `queries`, `doubts`, `mentions`,
`names`, `witnesses`, `apparatus`, `passages`, `timeline`, `notices`) stand below them, and `pytest --accept` rewrites them for a
person to review. A case with an `xfail`, which says what is wrong, expects an output that the program does not have yet; it is never
rewritten.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import regex
import yaml

from contract import Document, assert_provenance
from jiaozhu.build.publication import Publication
from worlds import HOME, YAML, published

CASES = Path(__file__).parent
INPUTS = ("xfail", "files", "rules")
EXPECTED = (
    "pages",
    "blocks",
    "head",
    "notes",
    "queries",
    "doubts",
    "mentions",
    "names",
    "witnesses",
    "apparatus",
    "passages",
    "timeline",
    "messages",
    "notices",
)
SECTION = regex.compile(r"^(?=[a-z]+:)", regex.MULTILINE)
FRONT_MATTER = regex.compile(r"\A---\n.*?\n---\n\n?", regex.DOTALL)


@dataclass(frozen=True, slots=True)
class Case:
    """One file of `tests/cases/`."""

    path: Path
    data: Mapping[str, Any]

    @classmethod
    def from_file(cls, path: Path) -> Case:
        data = yaml.load(path.read_text("utf-8"), Loader=YAML)
        unknown = data.keys() - {*INPUTS, *EXPECTED}
        assert not unknown, f"{path.name}: unknown keys {unknown}"
        return cls(path, data)

    @property
    def files(self) -> dict[str, bytes]:
        """The files of the world. There is a home page unless the case has another one, or `null` in its place."""
        contents = {"docs/index.md": HOME, **self.data["files"]}
        return {name: _bytes(content) for name, content in contents.items() if content is not None}

    @property
    def rules(self) -> dict[str, bytes] | None:
        """Files of rules that join or replace the real ones."""
        return {name: _bytes(content) for name, content in self.data["rules"].items()} if "rules" in self.data else None

    @property
    def expected(self) -> dict[str, Any]:
        return {key: self.data[key] for key in EXPECTED if key in self.data}


def parameter(path: Path) -> Any:
    case = Case.from_file(path)
    reason = case.data.get("xfail")
    return pytest.param(case, id=path.stem, marks=[pytest.mark.xfail(strict=True, reason=reason)] if reason else [])


@pytest.mark.parametrize("case", [parameter(path) for path in sorted(CASES.glob("*.yml"))])
def test_case(case: Case, tmp_path: Path, accept: bool) -> None:
    publication = published(tmp_path, case.files, case.rules)
    if len(list((tmp_path / "sources").iterdir())) < sum(name.startswith("sources/") for name in case.files):
        pytest.skip("this file system takes two of the names for one")
    for ident in publication.ids:
        data = _data(publication, ident)
        assert_provenance(data, case.files[data["source"]["file"]], _file(publication, ident, "raw.txt"))
    actual = observed(publication, case.data)
    if accept and "xfail" not in case.data:
        _accept(case, actual)
        return
    if actual != case.expected:
        pytest.fail(_difference(case.expected, actual), pytrace=False)


def test_each_case_expects_pages_and_messages() -> None:
    """A case that expects neither would pass whatever the program does."""
    incomplete = [path.name for path in CASES.glob("*.yml") if not {"pages", "messages"} <= Case.from_file(path).data.keys()]
    assert not incomplete


def observed(publication: Publication, expected: Mapping[str, Any]) -> dict[str, Any]:
    """The output of a world in the shape of a case's expected parts. Pages and messages are always included."""
    texts = {ident: FRONT_MATTER.sub("", _file(publication, ident, "edition.md").decode()) for ident in sorted(publication.ids)}
    actual: dict[str, Any] = {"pages": texts}
    for key, observe in PARTS.items():
        if key in expected:
            actual[key] = {ident: observe(_data(publication, ident)) for ident in expected[key] if ident in publication.ids}
    if "passages" in expected:
        actual["passages"] = _passages(publication)
    if "timeline" in expected:
        actual["timeline"] = list(_timeline(publication))
    actual["messages"] = [str(error) for error in publication.wrong]
    if "notices" in expected:
        actual["notices"] = [str(notice) for notice in publication.notices]
    return actual


def _blocks(edition: Mapping[str, Any]) -> list[str]:
    return [f"{block['kind']}: {block['text']}" for block in edition["blocks"]]


def _head(edition: Mapping[str, Any]) -> dict[str, str]:
    facts = {"title": edition["title"], "date": edition["date"], **edition["byline"]}
    return {name: value for name, value in facts.items() if value is not None}


def _notes(edition: Mapping[str, Any]) -> list[str]:
    """The notes, each with its words; a note without a place in the text is marked."""
    has_place = [note["block"] is not None and note["start"] < note["end"] for note in edition["notes"]]
    pairs = zip(has_place, edition["notes"], strict=True)
    return [f"{'' if placed else '(not in the text) '}{note['words']}: {note['note']}" for placed, note in pairs]


def _queries(edition: Mapping[str, Any]) -> list[str]:
    return [f"{query['rule']}: {query['words']}" + ("" if query["put"] is None else f" → {query['put']}") for query in edition["queries"]]


def _doubts(edition: Mapping[str, Any]) -> list[str]:
    """The rules of the changes that are conjectures."""
    return [run["rule"] for run in edition["runs"] if not run["sure"]]


def _mentions(edition: Mapping[str, Any]) -> list[str]:
    """The mentions of terms, each in its context."""
    texts = {block["id"]: block["text"] for block in edition["blocks"]}
    return [_mention(texts[mention["block"]], mention, mention["term"]) for mention in edition["mentions"]]


def _names(edition: Mapping[str, Any]) -> list[str]:
    """The mentions of names, each in its context."""
    texts = {block["id"]: block["text"] for block in edition["blocks"]}
    return [_mention(texts[mention["block"]], mention, mention["name"]) for mention in edition["names"]]


def _mention(text: str, mention: Mapping[str, Any], ident: str) -> str:
    start, end = mention["start"], mention["end"]
    text = text.replace("\n", "↵")
    return f"{ident}: {text[max(0, start - 4) : start]}[{text[start:end]}]{text[end : end + 4]}"


def _witnesses(edition: Mapping[str, Any]) -> list[str]:
    """The sources of an article, the base first."""
    return [f"{witness['siglum']} {witness['id']}" for witness in edition["witnesses"]]


def _apparatus(edition: Mapping[str, Any]) -> list[str]:
    """The variants as `lemma ] reading witness`; a copy in the base itself has a number."""
    variants = [(v, f"{v['witness']}{v['copy'] or ''}") for v in edition["variants"]]
    return [f"{v['lemma'] or '(nothing)'} ] {v['reading'] or '(nothing)'} {witness}" for v, witness in variants]


def _timeline(publication: Publication) -> Iterator[str]:
    """The timeline as people read it: each time, and below it the sentences about it with their articles."""
    content = next(file.content for file in publication.files if file.path == "timeline/index.md")
    assert isinstance(content, str)
    for element in Document(content).elements:
        if element.tag == "p" and "jz-when" in element.classes:
            yield "# " + " ".join(part.strip() for part in element.parts if part.strip())
        elif element.tag == "p" and "jz-from" in element.classes:
            yield f"— {element.text}"
        elif element.tag == "a" and element.attrs["href"].startswith("../articles/"):
            yield element.text


PARTS: Mapping[str, Callable[[Mapping[str, Any]], object]] = {
    "blocks": _blocks,
    "head": _head,
    "notes": _notes,
    "queries": _queries,
    "doubts": _doubts,
    "mentions": _mentions,
    "names": _names,
    "witnesses": _witnesses,
    "apparatus": _apparatus,
}


def _data(publication: Publication, ident: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(_file(publication, ident, "edition.json"))
    return data


def _passages(publication: Publication) -> list[str]:
    """Shared passages: the words of one article, and of the other where they differ: `one: words [this → that] words = other`."""
    content = next(file.content for file in publication.files if file.path == "passages/passages.json")
    texts = {ident: {block["id"]: block["text"] for block in _data(publication, ident)["blocks"]} for ident in publication.ids}
    return [_passage(texts, passage) for passage in json.loads(content)]


def _passage(texts: Mapping[str, Mapping[str, str]], passage: Mapping[str, Any]) -> str:
    one, other = passage["one"], passage["other"]
    mine, theirs = texts[one["article"]][one["block"]], texts[other["article"]][other["block"]]
    at, line = one["start"], f"{one['article']}: "
    for (start, end), (first, last) in passage["differences"]:
        line += f"{mine[at:start]}[{mine[start:end]} → {theirs[first:last]}]"
        at = end
    return f"{line}{mine[at : one['end']]} = {other['article']}"


def _file(publication: Publication, ident: str, name: str) -> bytes:
    content = next(file.content for file in publication.files if file.path == f"articles/{ident}/{name}")
    return content if isinstance(content, bytes) else content.encode()


def _bytes(content: object) -> bytes:
    """The bytes of a file of a case: a string is UTF-8; a mapping has `hex`, or `encoding` and `text`."""
    if isinstance(content, str):
        return content.encode()
    assert isinstance(content, dict), f"neither text nor a mapping: {content!r}"
    if "hex" in content:
        return bytes.fromhex(content["hex"])
    return str(content["text"]).encode(content["encoding"])


def _difference(expected: Mapping[str, Any], actual: Mapping[str, Any]) -> str:
    before, after = (_yaml(part).splitlines() for part in (expected, actual))
    return "\n".join(difflib.unified_diff(before, after, "expected", "actual", lineterm="", n=2))


def _accept(case: Case, actual: Mapping[str, Any]) -> None:
    """Rewrite the expected parts; the inputs above them keep their text and comments."""
    sections = SECTION.split(case.path.read_text("utf-8"))
    inputs = "".join(section for section in sections if section.partition(":")[0] not in EXPECTED)
    case.path.write_text(f"{inputs.rstrip()}\n{_yaml(actual)}", "utf-8")


class _Dumper(yaml.SafeDumper):
    """YAML for people: text of several lines is a block scalar."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def _yaml(value: Mapping[str, Any]) -> str:
    return yaml.dump(dict(value), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6)
