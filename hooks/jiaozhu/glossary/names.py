"""The register of names, `docs/names.yml`: people, companies, products, events and the like.

The comment at the head of that file says what an entry holds. The file is read and checked as the glossary is; see `entries`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..core.entries import Name, NameRelation
from ..core.errors import InputError, RegisterError, read_text
from ..yaml_files.entry_recovery import parse_entries
from ..yaml_files.nodes import Node
from ..yaml_files.records import EntryList, Field, ListOf, Record, RecordValues, collect
from ..yaml_files.shapes import AnyText, Text, identifier
from . import entries, terms
from .entries import LINE, LINES, PINYIN, RESERVED, SOURCE, EntryChecks
from .terms import Glossary

PLACE = "docs/names.yml"
RELATIONS = ("founder-of", "belongs-to", "product-of", "part-of", "takes-part-in")
BELONGING = frozenset({"belongs-to", "product-of", "part-of"})
RELATION = Record(tuple(Field(how, Text(), "The id of the other name.") for how in RELATIONS))
NAME = Record(
    (
        Field("id", identifier("kuaishou", "entry", RESERVED), "A slug, unique among names and terms, that never changes.", is_needed=True),
        Field("form", LINE, "The preferred form.", is_needed=True),
        Field("also", LINES, "Other forms, as the texts have them; case, width and script need no repeating.", default=()),
        Field("kind", AnyText(), "One of `kinds`.", is_needed=True),
        Field("about", LINE, "One neutral sentence of 10 to 70 characters.", is_needed=True),
        Field("source", SOURCE, "An article with a quote that is the ground of the sentence, or a work by name.", default=""),
        Field("relations", ListOf(RELATION, "a relation"), "What the name is to others, as in `- founder-of: id`.", default=()),
        Field("unless", LINES, "Longer strings in which a form is something else.", default=()),
        Field("pinyin", PINYIN, "How the name is said, where the library is wrong.", default=""),
    )
)
NAMES = EntryList(NAME, "a name")
REGISTER = Record(
    (
        Field("kinds", LINES, "The kinds of names, in the order in which the site shows them.", is_needed=True),
        Field("names", NAMES, "The names.", is_needed=True),
    )
)


@dataclass(frozen=True, slots=True)
class Register:
    """The names and their kinds, both in the order of the file."""

    names: tuple[Name, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def owners(self) -> dict[str, tuple[str, ...]]:
        """The names to which each name belongs, by id."""
        return {name.id: tuple(r.to for r in name.relations if r.how in BELONGING) for name in self.names}

    def only(self, names: Iterable[Name]) -> Register:
        """The register of some of its names, without relations to the others."""
        kept = tuple(names)
        ids = {name.id for name in kept}
        return replace(self, names=tuple(replace(n, relations=tuple(r for r in n.relations if r.to in ids)) for n in kept))


def load(path: Path, glossary: Glossary, common: frozenset[str] = frozenset()) -> tuple[Register, tuple[InputError, ...]]:
    """The register in the file ``path`` without the names that are wrong, and what is wrong. No file is an empty register.

    The ids and forms of the ``glossary`` are taken; a form of nothing but ``common`` characters is refused.
    """
    if not path.is_file():
        return Register(), ()
    try:
        text = read_text(path, PLACE, RegisterError)
    except InputError as e:
        return Register(), (e,)
    return parse(text, glossary, common)


def parse(text: str, glossary: Glossary, common: frozenset[str] = frozenset()) -> tuple[Register, tuple[InputError, ...]]:
    """The register whose file would hold ``text``, as `load` gives it."""
    try:
        root, unread = parse_entries(text, PLACE, RegisterError, "names", [field.key for field in NAME.fields])
        parts = REGISTER.read(root, "the register") if root else {"kinds": (), "names": ()}
    except InputError as e:
        return Register(), (e,)
    kinds = tuple(dict.fromkeys(parts["kinds"]))
    checks = EntryChecks("entry", kinds, entries.ids_in_file(parts["names"]), common)
    for term in glossary.terms:
        checks.keep(term, terms.PLACE)
    names: list[Name] = []

    def take(node: Node) -> None:
        name = _name(NAMES.entry(node), checks)
        checks.keep(name, PLACE)
        names.append(name)

    errors = (*unread, *collect(parts["names"], take))
    return Register((), kinds).only(names), errors


def attested(register: Register, texts: Mapping[str, str], known: Collection[str]) -> tuple[Register, tuple[InputError, ...]]:
    """The register without the names whose quote does not stand in the article that it names, with errors as `terms.attested` has them."""
    errors = entries.citation_errors(register.names, PLACE, RegisterError, texts, known)
    return register.only(name for name in register.names if entries.is_sound(errors, name.id)), tuple(errors.values())


def _name(values: RecordValues, checks: EntryChecks) -> Name:
    """The name of one entry. Raises RegisterError where it contradicts the rest of the file, or the glossary."""
    checks.check_id(values)
    checks.check_category(values, "kind")
    relations = _relations(values, checks)
    checks.check_forms(values)
    return Name(**{**values, "relations": relations}, line=values.line)


def _relations(values: RecordValues, checks: EntryChecks) -> tuple[NameRelation, ...]:
    relations: dict[NameRelation, None] = {}
    for relation in values["relations"]:
        for how, node in relation.nodes.items():
            to = relation[how]
            if to not in checks.ids:
                node.fail(f"`{how}` leads nowhere: no name is called {to!r}", "write the id of another name, or take it out")
            if to == values["id"]:
                node.fail(f"{to} is related to itself", "take the relation out")
            relations[NameRelation(how, to)] = None
    return tuple(relations)
