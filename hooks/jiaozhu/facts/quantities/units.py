"""Units and the words around numbers, `hooks/rules/figures.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from ...core.errors import InputError, RuleError
from ...core.normalize import fold
from ...yaml_files.nodes import Node, load_yaml
from ...yaml_files.records import Field, ListOf, MappingOf, Record, RecordValues
from ...yaml_files.shapes import Choice, Flag, Parsed, Refusal, Text

Kind = Literal["money", "share", "multiple", "count", "duration", "bare"]
KINDS = tuple(kind for kind in get_args(Kind) if kind != "bare")  # of units; a number without one is bare
WORDS = {
    "before": "Words before a number that make it approximate; they are listed with it.",
    "before-unless": "Strings in which such a word is something else.",
    "after": "Words behind a number that make it approximate; they are listed with it.",
    "many": "Words between a number and its unit that make it approximate.",
    "not-after": "What a number must not stand behind: there it is an ordinal, or something else.",
    "but-after": "Exceptions to `not-after`.",
    "no-numeral-after": "What a number in Chinese numerals must not stand behind.",
    "no-duration-after": "What a duration must not stand behind: there it says which time, and not how long.",
    "no-bare-before": "What a number without a unit must not stand before.",
    "changes": "Verbs between two numbers, from one to the other.",
    "never": "Strings that look like quantities and are none.",
}
FILE = "figures.yml"


def _folded_pairs(pairs: dict[str, str], node: Node) -> dict[str, str]:
    return {fold(form): fold(name) for form, name in pairs.items()}


def _whole_number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError
    return int(text)


FOLDED = Text().map(lambda text, node: fold(text))
FORMS = ListOf(FOLDED)
NUMBER = Parsed(
    _whole_number, Refusal("{name} is {value!r}", "write a whole number, as in `{name}: 10`"), {"type": "integer", "minimum": 0}
)
UNIT = Record(
    (
        Field("kind", Choice(KINDS), "What the unit measures.", is_needed=True),
        Field("forms", FORMS, "The ways to write it.", is_needed=True),
        Field(
            "alike", MappingOf(Text(), "元", "alike").map(_folded_pairs), "Forms that are another name of a unit, each with it.", default={}
        ),
        Field("from", NUMBER, "The least number that counts: below it, texts enumerate.", default=0),
        Field("digits", Flag(), "true where the number must stand in digits.", default=False),
        Field("unless", ListOf(FOLDED, "unless"), "Longer words that begin like a form.", default=()),
    )
)
MEASURES = Record(
    (
        Field("units", ListOf(UNIT, "a unit"), "The units.", is_needed=True),
        *(Field(key, FORMS, description, is_needed=True) for key, description in WORDS.items()),
    )
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One form of a unit. ``name`` is its preferred form, ``unless`` are longer words that begin like the form, ``start`` is the least
    number that counts, and ``digits`` says that the number must be written in digits.
    """

    form: str
    name: str
    kind: Kind
    unless: tuple[str, ...] = ()
    start: int = 0
    digits: bool = False


@dataclass(frozen=True, slots=True)
class Measures:
    """All units by form, and the words around numbers by the keys of the file."""

    units: Mapping[str, Unit] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict.fromkeys(WORDS, ()))


def load(folder: Path, place: str = "hooks/rules") -> tuple[Measures, tuple[InputError, ...]]:
    """The measures in ``folder``, and what is wrong: then they are empty, and no figure is found. No file is an empty one."""
    path = folder / FILE
    try:
        root = load_yaml(path, f"{place}/{FILE}", RuleError) if path.is_file() else None
        return (_measures(root) if root else Measures()), ()
    except InputError as e:
        return Measures(), (e,)


def _measures(root: Node) -> Measures:
    values = MEASURES.read(root, FILE)
    units: dict[str, Unit] = {}
    for entry in values["units"]:
        units.update(_units(entry, units))
    return Measures(units, {key: values[key] for key in WORDS})


def _units(values: RecordValues, others: Mapping[str, Unit]) -> dict[str, Unit]:
    """The units of one entry, by their forms. Raises RuleError where they contradict each other, or the ``others``."""
    forms, alike, contexts = values["forms"], values["alike"], values["unless"]
    for form in forms:
        if form in others:
            values.nodes["forms"].fail(f"the unit {form!r} stands twice", "take one out")
    for form in alike:
        if form not in forms:
            values.nodes["alike"].fail(f"{form!r} under `alike` is no form", "write it under `forms` too")
    for context, node in values.items_of("unless"):
        if not context.startswith(forms):
            node.fail(f"{node.value!r} under `unless` has no effect", "write a word that begins with a form of the unit")
    units: dict[str, Unit] = {}
    for form in forms:
        unless = tuple(word for word in contexts if word.startswith(form) and word != form)
        units[form] = Unit(form, alike.get(form, form), values["kind"], unless, values["from"], values["digits"])
    return units
