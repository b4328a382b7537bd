"""A new entry of the glossary or of the register of names, behind the last one of its category."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import regex
from pypinyin import lazy_pinyin

from ..core.entries import Name, Term
from ..core.errors import InputError
from ..core.quotations import find_words
from ..glossary import names, terms
from ..project import Project
from ..sources.read import read_source, readable_text
from ..yaml_files.edits import values_of, with_item
from ..yaml_files.slugs import free_slug, slug
from ..yaml_files.splices import Value
from .answers import AddName, AddTerm
from .current_rules import current_rules
from .file_change import AnswerError, raise_new_error, source_file

TERM_KEYS = ("categories", "terms", "category")  # those of the file for its categories and entries, and that of an entry for its own
NAME_KEYS = ("kinds", "names", "kind")


def with_term(project: Project, text: str, answer: AddTerm) -> str:
    """The text of the glossary with a new term. Raises InputError where it would be refused."""
    common = _common(project)
    before, errors = terms.parse(text, common)
    register, _ = names.load(project.docs / "names.yml", before, common)
    ident = answer.id or free_slug(_english_slug(answer.english) or _pinyin_slug(answer.form), _taken(before.terms, register.names))
    own = {"english": answer.english, "category": answer.category, "definition": answer.definition}
    entry = _entry(project, answer, ident, own)
    glossary, new_errors = terms.parse(_with_entry(text, TERM_KEYS, answer.category, entry, is_last=True), common)
    _check(terms.PLACE, ident, glossary.terms, errors, new_errors)
    return _with_entry(text, TERM_KEYS, answer.category, entry)


def with_name(project: Project, text: str, answer: AddName) -> str:
    """The text of the register with a new name. Raises InputError where it would be refused."""
    common = _common(project)
    glossary, _ = terms.load(project.docs / "glossary.yml", common)
    before, errors = names.parse(text, glossary, common)
    ident = answer.id or free_slug(_pinyin_slug(answer.form), _taken(glossary.terms, before.names))
    own = {"kind": answer.kind, "about": answer.about}
    entry = _entry(project, answer, ident, own)
    register, new_errors = names.parse(_with_entry(text, NAME_KEYS, answer.kind, entry, is_last=True), glossary, common)
    _check(names.PLACE, ident, register.names, errors, new_errors)
    return _with_entry(text, NAME_KEYS, answer.kind, entry)


def _common(project: Project) -> frozenset[str]:
    """The characters of which alone no form may be made."""
    return current_rules(project).words.get("function-characters", frozenset())


def _entry(project: Project, answer: AddTerm | AddName, ident: str, own: Mapping[str, str]) -> dict[str, Value]:
    """The keys of an entry in the order that the files have; those without a value are left out."""
    source: Value = answer.source
    if answer.cited:
        _check_citation(project, answer)
        source = {"article": answer.source, "quote": " ".join(answer.cited.split())}
    listed = {"id": ident, "form": answer.form, "also": answer.also, **own, "source": source, "unless": answer.unless}
    return {key: value for key, value in listed.items() if value}


def _check_citation(project: Project, answer: AddTerm | AddName) -> None:
    item = source_file(project, answer.source)
    if not find_words(readable_text(read_source(item.path, item.place, None)), answer.cited):
        raise AnswerError(item.place, None, f"里面没有“{answer.cited}”这些字", "照原文抄下那些字")


def _with_entry(text: str, keys: tuple[str, str, str], category: str, entry: Mapping[str, Value], is_last: bool = False) -> str:
    """The text with an entry more, behind the last one of its category or of all; a category that is new is listed."""
    categories, entries, key = keys
    if category not in _list(text, categories):
        text = with_item(text, categories, category)
    places = [n for n, other in enumerate(_list(text, entries)) if (key, category) in other]
    return with_item(text, entries, entry, after=places[-1] if places and not is_last else None)


def _list(text: str, key: str) -> list[Any]:
    """The values of the last list under a key of a file; none where it has no such list."""
    lists = [value for name, value in values_of(text) if name == key and isinstance(value, list)]
    return lists[-1] if lists else []


def _check(place: str, ident: str, entries: Iterable[Term | Name], before: Iterable[InputError], after: Iterable[InputError]) -> None:
    """Raise the error of the new entry. It is checked as the last one of the file, so that no other is refused because of it."""
    raise_new_error(before, after)
    if not any(entry.id == ident for entry in entries):
        raise AnswerError(place, None, f"写进去的 {ident!r} 这一条读不出来", "先把这个文件里的错误改好")


def _taken(*entries: Collection[Term] | Collection[Name]) -> frozenset[str]:
    return frozenset(entry.id for some in entries for entry in some)


def _pinyin_slug(form: str) -> str:
    return slug(" ".join(lazy_pinyin(form))) or "entry"


def _english_slug(english: str) -> str:
    """The slug of an English form without what stands in brackets, which is its abbreviation."""
    return slug(regex.sub(r"\([^)]*\)", "", english))
