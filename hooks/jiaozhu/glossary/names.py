"""The register of names that people write, `docs/names.yml`: people, companies, products, events and their like.

The comment at the head of that file says what an entry holds. It is read and checked as the glossary is; see `entries`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..core import yaml_lines
from ..core.errors import InputError, RegisterError, read_text
from ..core.model import Name, Relation
from ..core.yaml_lines import Node
from . import entries, terms
from .entries import EntryChecks, items, text, texts
from .terms import Glossary

PLACE = "docs/names.yml"
KEYS = ("id", "form", "also", "kind", "about", "source", "relations", "unless", "pinyin")
NEEDED = ("id", "form", "kind", "about")
RELATIONS = ("founder-of", "belongs-to", "product-of", "part-of", "takes-part-in")
BELONGING = frozenset({"belongs-to", "product-of", "part-of"})
RESERVED = frozenset({"content", "index"})  # ids and addresses that the site has already


@dataclass(frozen=True, slots=True)
class Register:
    """The names in the order of the file, and their kinds in theirs."""

    names: tuple[Name, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def owners(self) -> dict[str, tuple[str, ...]]:
        """The names to which each name belongs, by id."""
        return {name.id: tuple(r.to for r in name.relations if r.how in BELONGING) for name in self.names}

    def only(self, names: Iterable[Name]) -> Register:
        """The register of some of its names, none of which is related to one that is gone."""
        kept = tuple(names)
        ids = {name.id for name in kept}
        return replace(self, names=tuple(replace(n, relations=tuple(r for r in n.relations if r.to in ids)) for n in kept))


def load(path: Path, book: Glossary, common: frozenset[str] = frozenset()) -> tuple[Register, tuple[InputError, ...]]:
    """The register in the file ``path`` without the names that are wrong, and what is wrong. No file is an empty register.

    The ids and forms of the glossary ``book`` are taken; a form of nothing but ``common`` characters is refused.
    """
    if not path.is_file():
        return Register(), ()
    try:
        root = yaml_lines.load(read_text(path, PLACE, RegisterError), PLACE, RegisterError)
        parts = root.mapping("the register", ("kinds", "names"), needed=("kinds", "names")) if root else {}
        nodes = parts["names"].items("names") if parts else ()
        kinds = tuple(dict.fromkeys(texts(parts, "kinds")))
    except InputError as e:
        return Register(), (e,)
    desk = EntryChecks(PLACE, "entry", "kuaishou", kinds, entries.written(nodes), common, RESERVED)
    for term in book.terms:
        desk.keep(term, terms.PLACE)
    taken: list[Name] = []
    wrong = tuple(entries.collect(nodes, lambda node: taken.append(_name(node, desk))))
    return Register((), kinds).only(taken), wrong


def attested(register: Register, texts: Mapping[str, str], known: Collection[str]) -> tuple[Register, tuple[InputError, ...]]:
    """The register without the names whose quote does not stand in the article that it names, and what there is to say.

    As `glossary.attested`.
    """
    said = entries.unattested(register.names, PLACE, RegisterError, texts, known)
    return register.only(name for name in register.names if entries.standing(said, name.id)), tuple(said.values())


def _name(node: Node, desk: EntryChecks) -> Name:
    """The name of one entry, which is then on the desk. Raises RegisterError."""
    entry = node.mapping("a name", KEYS, needed=NEEDED)
    name = Name(
        id=entries.ident(entry["id"], desk),
        form=text(entry, "form"),
        also=texts(entry, "also"),
        kind=entry["kind"].choice("kind", desk.categories),
        about=text(entry, "about"),
        source=entries.source(entry["source"]) if "source" in entry else "",
        relations=_relations(entry, desk),
        unless=texts(entry, "unless"),
        pinyin=entries.pinyin(entry),
        line=node.line,
    )
    entries.check_forms(entry, desk)
    desk.keep(name, PLACE)
    return name


def _relations(entry: Mapping[str, Node], desk: EntryChecks) -> tuple[Relation, ...]:
    found: dict[Relation, None] = {}
    for item in items(entry, "relations"):
        for how, node in item.mapping("a relation", RELATIONS).items():
            to = node.text(how)
            if to not in desk.written:
                node.fail(f"`{how}` leads nowhere: no name is called {to!r}", "write the id of another name, or take it out")
            if to == entry["id"].value:
                node.fail(f"{to} is related to itself", "take the relation out")
            found[Relation(how, to)] = None
    return tuple(found)
