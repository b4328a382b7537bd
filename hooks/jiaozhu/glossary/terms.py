"""The glossary that people write, `docs/glossary.yml`: checked entry by entry, with the line of each mistake.

The comment at the head of that file says what an entry holds. An entry that is wrong is left out, and the others stand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..core import yaml_lines
from ..core.errors import GlossaryError, InputError, read_text
from ..core.model import Term
from ..core.yaml_lines import Node
from . import entries
from .entries import EntryChecks, items, text, texts

PLACE = "docs/glossary.yml"
KEYS = ("id", "form", "also", "english", "category", "definition", "source", "see", "unless", "tw", "hk", "pinyin")
NEEDED = ("id", "form", "english", "category", "definition", "source")
RESERVED = frozenset({"content"})  # ids that every page of the site has already


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms in the order of the file, and the categories in theirs. ``digest`` names the content of the file."""

    terms: tuple[Term, ...] = ()
    categories: tuple[str, ...] = ()
    digest: str = ""

    def only(self, terms: Iterable[Term]) -> Glossary:
        """The glossary of some of its terms, none of which refers to one that is gone."""
        kept = tuple(terms)
        ids = {term.id for term in kept}
        return replace(self, terms=tuple(replace(t, see=tuple(other for other in t.see if other in ids)) for t in kept))


def load(path: Path, common: frozenset[str] = frozenset()) -> tuple[Glossary, tuple[InputError, ...]]:
    """The glossary in the file ``path`` without the terms that are wrong, and what is wrong. No file is an empty glossary.

    A form of nothing but ``common`` characters is refused.
    """
    if not path.is_file():
        return Glossary(), ()
    try:
        content = read_text(path, PLACE, GlossaryError)
        root = yaml_lines.load(content, PLACE, GlossaryError)
        parts = root.mapping("the glossary", ("categories", "terms"), needed=("categories", "terms")) if root else {}
        nodes = parts["terms"].items("terms") if parts else ()
        categories = tuple(dict.fromkeys(texts(parts, "categories")))
    except InputError as e:
        return Glossary(), (e,)
    desk = EntryChecks(PLACE, "term", "private-traffic", categories, entries.written(nodes), common, RESERVED)
    taken: list[Term] = []
    wrong = tuple(entries.collect(nodes, lambda node: taken.append(_term(node, desk))))
    digest = hashlib.sha256(content.encode()).hexdigest()
    return Glossary((), categories, digest).only(taken), wrong


def attested(glossary: Glossary, texts: Mapping[str, str], known: Collection[str]) -> tuple[Glossary, tuple[InputError, ...]]:
    """The glossary without the terms whose quote does not stand in the article that it names, and what there is to say.

    ``texts`` are the sources by id, as people read them; ``known`` are the ids of all. A source that is gone is only told: its
    term stands.
    """
    said = entries.unattested(glossary.terms, PLACE, GlossaryError, texts, known)
    return glossary.only(term for term in glossary.terms if entries.standing(said, term.id)), tuple(said.values())


def _term(node: Node, desk: EntryChecks) -> Term:
    """The term of one entry, which is then on the desk. Raises GlossaryError."""
    entry = node.mapping("a term", KEYS, needed=NEEDED)
    term = Term(
        id=entries.ident(entry["id"], desk),
        form=text(entry, "form"),
        also=texts(entry, "also"),
        english=text(entry, "english"),
        category=entry["category"].choice("category", desk.categories),
        definition=text(entry, "definition"),
        source=entries.source(entry["source"]),
        see=_see(entry, desk),
        unless=texts(entry, "unless"),
        tw=text(entry, "tw"),
        hk=text(entry, "hk"),
        pinyin=entries.pinyin(entry),
        line=node.line,
    )
    entries.check_forms(entry, desk)
    desk.keep(term, PLACE)
    return term


def _see(entry: Mapping[str, Node], desk: EntryChecks) -> tuple[str, ...]:
    for node in items(entry, "see"):
        if node.text("an item of see") not in desk.written:
            node.fail(f"`see` leads nowhere: no term is called {node.value!r}", "write the id of another term, or take it out")
        if node.value == entry["id"].value:
            node.fail(f"{node.value} refers to itself", "take it out of `see`")
    return tuple(dict.fromkeys(texts(entry, "see")))
