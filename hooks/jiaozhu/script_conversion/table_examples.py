"""The test of the conversion table on its own examples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..core.errors import InputError, VariantError
from .regions import REGIONS, Region
from .script import Script
from .table import ConversionEntry, ConversionExample, Table, read

PLACE = "docs/variants.yml"


def load(path: Path, place: str = PLACE) -> tuple[Table, tuple[InputError, ...]]:
    """The table without the entries that are wrong or fail their own examples, and the errors of those."""
    table, errors = read(path, place)
    failing: dict[int, tuple[ConversionEntry, VariantError]] = {}
    for entry, error in failures(table):
        failing.setdefault(id(entry), (entry, error))  # one error for each entry
    return table.without(entry for entry, _ in failing.values()), (*errors, *(error for _, error in failing.values()))


def failures(table: Table) -> Iterator[tuple[ConversionEntry, VariantError]]:
    """The entries whose examples come out otherwise, each with an error for the first that does."""
    if not table.entries:
        return
    for region in REGIONS.values():
        script = Script.for_region(region, table)
        for entry in table.entries:
            if region.id in entry.put:
                error = _failure(entry, script, region)
                if error is not None:
                    yield entry, error


def _failure(entry: ConversionEntry, script: Script, region: Region) -> VariantError | None:
    """The error of the first example that fails; or of an entry none of whose words is matched in its examples."""
    for spec in (*entry.specs, *entry.leave):
        converted = script.convert(spec.before).text
        if converted != spec.after[region.id]:
            what = f"{spec.before!r} becomes {converted!r} in {region.id}, not {spec.after[region.id]!r}"
            return _error(entry, spec, what, "mend the entry, or its example")
    if entry.surnames:
        return _surname_failure(entry, script)
    for spec in entry.leave:
        for word in sorted(script.phrases_in(spec.before) & entry.put[region.id].keys()):
            return _error(entry, spec, f"{word!r} is found in {spec.before!r}", "add the longer word as a phrase of its own")
    if not entry.is_form and not any(script.phrases_in(spec.before) & entry.put[region.id].keys() for spec in entry.specs):
        return _error(entry, entry.specs[0], "no word of the entry is found in its examples", "write an example in which one stands")
    return None


def _surname_failure(entry: ConversionEntry, script: Script) -> VariantError | None:
    """The error of the first example in which a surname is known and must not be, or of examples in which none is."""
    for spec in entry.leave:
        if script.surnames_in(spec.before):
            return _error(entry, spec, f"a surname is found in {spec.before!r}", "add the word that is none to `others`")
    if not any(script.surnames_in(spec.before) for spec in entry.specs):
        return _error(entry, entry.specs[0], "no surname of the entry is found in its examples", "write an example in which one stands")
    return None


def _error(entry: ConversionEntry, spec: ConversionExample, what: str, todo: str) -> VariantError:
    return VariantError(entry.path, spec.line, what, todo)
