"""The glossary, `docs/glossary.yml`, checked entry by entry.

The comment at the head of that file says what an entry holds. An entry that is wrong is reported and left out, and the others stand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..core.entries import Term
from ..core.errors import GlossaryError, InputError, read_text
from ..yaml_files.entry_recovery import parse_entries
from ..yaml_files.nodes import Node
from ..yaml_files.records import EntryList, Field, Record, RecordValues, collect
from ..yaml_files.shapes import AnyText, identifier
from . import entries
from .entries import LINE, LINES, PINYIN, RESERVED, SOURCE, EntryChecks

PLACE = "docs/glossary.yml"
TERM = Record(
    (
        Field("id", identifier("private-traffic", "term", RESERVED), "A unique slug that never changes.", is_needed=True),
        Field("form", LINE, "The preferred form.", is_needed=True),
        Field("also", LINES, "Aliases, abbreviations and spelled variants; case, width and script need no repeating.", default=()),
        Field("english", LINE, "The customary English rendering.", is_needed=True),
        Field("category", AnyText(), "One of `categories`.", is_needed=True),
        Field("definition", LINE, "One or two neutral sentences of 20 to 90 characters that need no context.", is_needed=True),
        Field("source", SOURCE, "An article with a quote that defines the term, a public source by name, or 编者.", is_needed=True),
        Field("see", LINES, "Ids of other terms.", default=()),
        Field("unless", LINES, "Longer strings in which a form is something else.", default=()),
        Field("tw", LINE, "The usual word in Taiwan, where it differs, in Traditional characters.", default=""),
        Field("hk", LINE, "The usual word in Hong Kong, where it differs, in Traditional characters.", default=""),
        Field("pinyin", PINYIN, "How the term is said, where the library is wrong.", default=""),
    )
)
TERMS = EntryList(TERM, "a term")
GLOSSARY = Record(
    (
        Field("categories", LINES, "The categories, in the order in which the site shows them.", is_needed=True),
        Field("terms", TERMS, "The terms.", is_needed=True),
    )
)


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms and the categories, both in the order of the file."""

    terms: tuple[Term, ...] = ()
    categories: tuple[str, ...] = ()

    def only(self, terms: Iterable[Term]) -> Glossary:
        """The glossary of some of its terms, without references to the others."""
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
        text = read_text(path, PLACE, GlossaryError)
    except InputError as e:
        return Glossary(), (e,)
    return parse(text, common)


def parse(text: str, common: frozenset[str] = frozenset()) -> tuple[Glossary, tuple[InputError, ...]]:
    """The glossary whose file would hold ``text``, as `load` gives it."""
    try:
        root, unread = parse_entries(text, PLACE, GlossaryError, "terms", [field.key for field in TERM.fields])
        parts = GLOSSARY.read(root, "the glossary") if root else {"categories": (), "terms": ()}
    except InputError as e:
        return Glossary(), (e,)
    categories = tuple(dict.fromkeys(parts["categories"]))
    checks = EntryChecks("term", categories, entries.ids_in_file(parts["terms"]), common)
    terms: list[Term] = []

    def take(node: Node) -> None:
        term = _term(TERMS.entry(node), checks)
        checks.keep(term, PLACE)
        terms.append(term)

    errors = (*unread, *collect(parts["terms"], take))
    return Glossary((), categories).only(terms), errors


def attested(glossary: Glossary, texts: Mapping[str, str], known: Collection[str]) -> tuple[Glossary, tuple[InputError, ...]]:
    """The glossary without the terms whose quote does not stand in the article that it names; and the errors and notices about quotes.

    ``texts`` are the sources by id, as people read them; ``known`` are the ids of all. A source that is gone is only a notice: its
    term stands.
    """
    errors = entries.citation_errors(glossary.terms, PLACE, GlossaryError, texts, known)
    return glossary.only(term for term in glossary.terms if entries.is_sound(errors, term.id)), tuple(errors.values())


def _term(values: RecordValues, checks: EntryChecks) -> Term:
    """The term of one entry. Raises GlossaryError where it contradicts the rest of the file."""
    checks.check_id(values)
    checks.check_category(values, "category")
    for ident, node in values.items_of("see"):
        if node.value not in checks.ids:
            node.fail(f"`see` leads nowhere: no term is called {node.value!r}", "write the id of another term, or take it out")
        if ident == values["id"]:
            node.fail(f"{ident} refers to itself", "take it out of `see`")
    checks.check_forms(values)
    return Term(**{**values, "see": tuple(dict.fromkeys(values["see"]))}, line=values.line)
