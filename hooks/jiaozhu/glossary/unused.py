"""Notices about the glossary and the register of names: entries that no article uses, and forms that are too frequent to be terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..core.entries import Name, Term
from ..core.errors import Notice, PassiveNotice, some_ids
from ..core.model import Edition
from ..core.normalize import fold
from ..facts.term_matching import ANNOTATED_KINDS, Matcher
from . import names
from .names import Register
from .terms import PLACE, Glossary

SHARE = 20  # a form that takes more than one in 20 characters is no term, but a word of the language
ENOUGH = 10_000  # characters of text below which no share is computed, because in a short text any word may be frequent


def notices(glossary: Glossary, register: Register, editions: Sequence[Edition]) -> Iterator[Notice]:
    yield from _unused_notice(PLACE, "terms", len(glossary.terms), unused_terms(glossary, editions))
    mentioned = {mention.entry for edition in editions for mention in edition.names}
    unused_names = [name for name in register.names if name.id not in mentioned]
    yield from _unused_notice(names.PLACE, "names", len(register.names), unused_names)
    yield from _frequency_notices(glossary, editions)


def _unused_notice(place: str, what: str, total: int, unused: Sequence[Term | Name]) -> Iterator[Notice]:
    if unused:
        ids = some_ids(entry.id for entry in unused)
        todo = "nothing need be done; a form that is written otherwise in the articles belongs under `also`"
        yield PassiveNotice(place, unused[0].line, f"{len(unused)} of {total} {what} are in no article: {ids}", todo)


def unused_terms(glossary: Glossary, editions: Sequence[Edition]) -> tuple[Term, ...]:
    """The terms that no article mentions."""
    mentioned = {mention.entry for edition in editions for mention in edition.mentions}
    return tuple(term for term in glossary.terms if term.id not in mentioned)


def contained_forms(glossary: Glossary) -> dict[str, tuple[str, ...]]:
    """The forms that are a part of other terms' forms, each with those; in a text, the longer form wins."""
    owners = {fold(form): term.id for term in glossary.terms for form in term.forms}
    matcher = Matcher.from_entries(glossary.terms)
    outer_forms: dict[str, list[str]] = {}
    for term in glossary.terms:
        for form in term.forms:
            for inner in matcher.parts(form):
                if owners[fold(inner)] != term.id:
                    outer_forms.setdefault(inner, []).append(form)
    return {inner: tuple(dict.fromkeys(outer)) for inner, outer in outer_forms.items()}


def _frequency_notices(glossary: Glossary, editions: Sequence[Edition]) -> Iterator[Notice]:
    """A notice for each form whose mentions take more than a SHAREth of all characters."""
    characters: Counter[str] = Counter()  # of the mentions of each form
    total = 0
    for edition in editions:
        texts = {block.id: block.text for block in edition.blocks if block.kind in ANNOTATED_KINDS}
        total += sum(map(len, texts.values()))
        for mention in edition.mentions:
            characters[fold(texts[mention.block][mention.start : mention.end])] += mention.end - mention.start
    if total < ENOUGH:
        return
    for term in glossary.terms:
        for form in term.forms:
            if characters[fold(form)] * SHARE > total:
                what = f"the form {form!r} of {term.id} takes 1 in {total // characters[fold(form)]} characters of all articles"
                yield Notice(PLACE, term.line, what, "choose a longer form, or say under `unless` where it is something else")
