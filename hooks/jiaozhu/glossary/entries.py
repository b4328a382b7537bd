"""What the glossary and the register of names have in common: entries with forms that are looked for in texts.

An entry that is wrong is left out and reported with its line, and the others stand. A form belongs to one entry only, be it a term or
a name; so does an id.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..core.entries import Citation, Name, Term
from ..core.errors import InputError, Notice, some_ids
from ..core.normalize import fold, letters
from ..core.quotations import find_words
from ..yaml_files.nodes import Node
from ..yaml_files.records import Field, ListOf, Record, RecordValues, TextOrMapping
from ..yaml_files.shapes import Parsed, Refusal, Shape, Text, check_choice


def _pinyin(text: str) -> str:
    if any(not (c.isalpha() or c in " '’-") or c >= "\u3400" for c in text):
        raise ValueError
    return text


def _citation(values: RecordValues, node: Node) -> Citation:
    return Citation(values["article"], values["quote"], values.nodes["quote"].line)


RESERVED = frozenset({"content", "index"})  # ids and addresses that the site has already
LINE = Text(is_line=True)
LINES = ListOf(LINE)
PINYIN = Parsed(_pinyin, Refusal("{name} is {value!r}", "write syllables with tone marks and spaces, as in `háng huà`"), text=LINE)
CITATION = Record(
    (
        Field("article", Text(), "The id of the source: its file without the ending.", is_needed=True),
        Field("quote", Text(), "Words of its raw text, as they stand there.", is_needed=True),
    )
).map(_citation)
SOURCE: Shape[str | Citation] = TextOrMapping(Text(), CITATION, preferred="mapping")


@dataclass(frozen=True, slots=True)
class EntryChecks:
    """What one entry is checked against: the categories and ids of its file, and what other entries have claimed.

    ``noun`` is what an entry is called in errors. ``ids`` are those that stand in the file. A form of nothing but ``common`` characters
    is refused. ``places`` (of entries, by id) and ``owners`` (the id and the place of an entry, by each of its folded forms) grow with
    each entry that stands.
    """

    noun: str
    categories: tuple[str, ...]
    ids: frozenset[str]
    common: frozenset[str]
    places: dict[str, str] = field(default_factory=dict)
    owners: dict[str, tuple[str, str]] = field(default_factory=dict)

    def keep(self, entry: Term | Name, path: str) -> None:
        """Claim the id and the forms of an entry of the file ``path``."""
        place = f"{path}:{entry.line}"
        self.places[entry.id] = place
        self.owners.update((fold(form), (entry.id, place)) for form in entry.forms)

    def check_id(self, values: RecordValues) -> None:
        """Raise the file's error for an id that another entry has."""
        ident = values["id"]
        if ident in self.places:
            values.nodes["id"].fail(f"the id {ident!r} stands twice", f"the other is at {self.places[ident]}")

    def check_category(self, values: RecordValues, key: str) -> None:
        """Raise the file's error for a category that the head of the file does not list."""
        check_choice(values[key], self.categories, values.nodes[key], key)

    def check_forms(self, values: RecordValues) -> None:
        """Raise the file's error for the first form that cannot be the entry's own, and for a context that bars none of its forms."""
        claims: list[str] = []
        for form, node in ((values["form"], values.nodes["form"]), *values.items_of("also")):
            _check_searchable(node, form, self.common, has_contexts="unless" in values.nodes)
            folded = fold(form)
            if folded in self.owners:
                twin, place = self.owners[folded]
                node.fail(f"the form {form!r} belongs to {twin}", f"that is at {place}; a form has one {self.noun} only")
            if folded in claims:
                node.fail(f"the form {form!r} stands twice", "take one out; case, width and script of a form need no repeating")
            claims.append(folded)
        _check_contexts(values, claims, self.noun)


def ids_in_file(nodes: Iterable[Node]) -> frozenset[str]:
    """The ids of all entries, those of wrong entries included, so that a reference to one of these is not reported besides."""
    entries = (node.value for node in nodes if isinstance(node.value, dict))
    return frozenset(entry["id"].value for entry in entries if "id" in entry and isinstance(entry["id"].value, str))


def citation_errors(
    entries: Iterable[Term | Name], path: str, error: type[InputError], texts: Mapping[str, str], known: Collection[str]
) -> dict[str, InputError]:
    """What is wrong with the citations of entries, by the entry's id: a quote must stand in the article that it names.

    ``texts`` are the sources by id, as people read them; ``known`` are the ids of all. A source that is gone is only a Notice, and many
    that are gone are one.
    """
    errors: dict[str, InputError] = {}
    gone: dict[str, Citation] = {}
    for entry in entries:
        cited = entry.source
        if not isinstance(cited, Citation):
            continue
        if cited.article not in known:
            gone[entry.id] = cited
        elif cited.article in texts and not find_words(texts[cited.article], cited.quote):
            what = f"the quote of {entry.id} is not in {cited.article}"
            errors[entry.id] = error(path, cited.line, what, "copy the words from the source as they stand there")
    for ident, cited in [*gone.items()][:1]:
        what = f"{ident} goes without its source: none is called {cited.article!r}"
        if len(gone) > 1:
            what = f"{len(gone)} entries go without their sources, which are not among the files: {some_ids(gone)}"
        errors[ident] = Notice(path, cited.line, what, "name one of the files in sources/, without its ending")
    return errors


def is_sound(errors: Mapping[str, InputError], ident: str) -> bool:
    """True where an entry has no error, or only a notice."""
    return isinstance(errors.get(ident), Notice | None)


def _check_searchable(node: Node, form: str, common: frozenset[str], has_contexts: bool) -> None:
    """Raise for a form that cannot be looked for. A long number can, if its entry has contexts in which it is something else."""
    characters = letters(fold(form))
    if not form.isprintable():
        node.fail(f"the form {form!r} holds what cannot be seen", "type it anew")
    if len(characters) < 2:
        node.fail(f"the form {form!r} has fewer than two letters", "choose a longer form")
    if all(c in common for c in characters):
        node.fail(f"the form {form!r} is made of function words", "choose a longer form")
    if all(c.isascii() and c.isdigit() for c in characters):
        if len(characters) < 3:
            node.fail(f"the form {form!r} is a number", "choose a longer form")
        if not has_contexts:
            node.fail(f"the form {form!r} is a number", f"say under `unless` where it is nothing more, as in `unless: [{form}元]`")


def _check_contexts(values: RecordValues, claims: Sequence[str], noun: str) -> None:
    for context, node in values.items_of("unless"):
        folded = fold(context)
        if not any(form in folded and form != folded for form in claims):
            node.fail(f"{node.value!r} under `unless` has no effect", f"write a string that holds a form of the {noun}, and is longer")
