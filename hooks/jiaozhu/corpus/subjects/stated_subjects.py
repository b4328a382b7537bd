"""What the editor says of subjects, `docs/subjects.yml`: other names for them, which are one, which are none.

A wrong entry is left out and reported with its line, and the others stay. An entry about a word that is telling in no article is a notice
only, because subjects come and go with the sources.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from ...core.errors import InputError, Notice, SubjectError, some_ids
from ...yaml_files.nodes import Node, load_yaml
from ...yaml_files.records import EntryList, Field, ListOf, Record, RecordValues, collect
from ...yaml_files.shapes import Flag, Text
from ..group_key import name_key

PLACE = "docs/subjects.yml"


def _word(text: str, node: Node) -> str:
    if not name_key(text):
        node.fail(f"{text!r} has no letters", "write a word of the articles")
    return text


WORD = Text(is_line=True).map(_word)
SUBJECT = Record(
    (
        Field("id", WORD, "The word by which the subject is known, as its address has it.", is_needed=True),
        Field("name", WORD, "What the site calls it instead.", default=""),
        Field("join", ListOf(WORD, "a word"), "Other subjects, or words, whose articles it has as well.", default=()),
        Field("hide", Flag(), "True for a word that is no subject; its articles go to their next one.", default=False),
    ),
    {"anyOf": [{"required": [key]} for key in ("name", "join", "hide")]},
)
SUBJECTS = EntryList(SUBJECT, "a subject")


@dataclass(frozen=True, slots=True)
class StatedSubject:
    """An entry. ``key`` is the key of its id, ``joined`` are those of the words that it takes in."""

    id: str
    key: str
    name: str
    joined: tuple[str, ...]
    is_hidden: bool
    line: int

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.key, *self.joined)


@dataclass(frozen=True, slots=True)
class StatedSubjects:
    """The entries of the file, in their order."""

    entries: tuple[StatedSubject, ...] = ()

    @property
    def hidden(self) -> frozenset[str]:
        """The keys of the words that are no subjects."""
        return frozenset(key for entry in self.entries if entry.is_hidden for key in entry.keys)

    def owners(self, present: Collection[str]) -> dict[str, str]:
        """Those of the ``present`` keys that an entry names, each with the key of the subject to which it belongs."""
        owners: dict[str, str] = {}
        for entry in self.entries:
            some = [key for key in entry.keys if key in present]
            owners.update(dict.fromkeys(some, some[0] if some else ""))
        return owners

    def entry_of(self, seed: str) -> StatedSubject | None:
        """The entry of a subject: the one that names its seed."""
        return next((entry for entry in self.entries if seed in entry.keys), None)

    def unused(self, present: Collection[str]) -> tuple[Notice, ...]:
        """The notice of the entries of whose words none is ``present``: one, however many they are."""
        gone = [entry for entry in self.entries if not any(key in present for key in entry.keys)]
        if not gone:
            return ()
        what = f"no article has much to tell of {some_ids(entry.id for entry in gone)}"
        return (Notice(PLACE, gone[0].line, what, "write the word of a subject as /subjects/ has it, or take the entry out"),)


def load(path: Path) -> tuple[StatedSubjects, tuple[InputError, ...]]:
    """The entries of the file ``path`` without those that are wrong, and what is wrong. No file is an empty list."""
    if not path.is_file():
        return StatedSubjects(), ()
    try:
        root = load_yaml(path, PLACE, SubjectError)
        nodes = SUBJECTS.read(root, "the list of subjects") if root else ()
    except InputError as e:
        return StatedSubjects(), (e,)
    owners: dict[str, tuple[str, int]] = {}
    entries: list[StatedSubject] = []

    def take(node: Node) -> None:
        entry = _entry(SUBJECTS.entry(node), owners)
        owners.update(dict.fromkeys(entry.keys, (entry.id, entry.line)))
        entries.append(entry)

    errors = tuple(collect(nodes, take))
    return StatedSubjects(tuple(entries)), errors


def _entry(values: RecordValues, owners: Mapping[str, tuple[str, int]]) -> StatedSubject:
    """The subject of one entry. Raises SubjectError where another entry has one of its words, and where it says nothing."""
    ident, name, is_hidden = values["id"], values["name"], values["hide"]
    own = {name_key(ident)}
    _check_free(ident, values.nodes["id"], own, owners, is_id=True)
    for word, node in values.items_of("join"):
        _check_free(word, node, own, owners)
        own.add(name_key(word))
    if is_hidden and name:
        values.nodes["name"].fail(f"{ident} is hidden, and has a name", "take out `name` or `hide`")
    if not (is_hidden or name or values["join"]):
        values.node.fail(f"nothing is said of {ident}", "give it a `name`, subjects to `join`, or `hide: true`")
    return StatedSubject(ident, name_key(ident), name, tuple(map(name_key, values["join"])), is_hidden, values.line)


def _check_free(word: str, node: Node, own: Collection[str], owners: Mapping[str, tuple[str, int]], is_id: bool = False) -> None:
    key = name_key(word)
    if not is_id and key in own:
        node.fail(f"{word} joins itself", "take it out of `join`")
    if key in owners:
        ident, line = owners[key]
        node.fail(f"{word!r} stands in two entries", f"the other is that of {ident}, {PLACE}:{line}")
