"""The table tried on its own examples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..core.errors import InputError, VariantError
from .regions import REGIONS, Region
from .script import Script
from .table import ConversionEntry, ConversionExample, Table, read

PLACE = "docs/variants.yml"


def load(path: Path, place: str = PLACE) -> tuple[Table, tuple[InputError, ...]]:
    """The table without the entries that are wrong or fail their own examples, and what is wrong with them."""
    table, wrong = read(path, place)
    failing: dict[int, tuple[ConversionEntry, VariantError]] = {}
    for entry, error in failures(table):
        failing.setdefault(id(entry), (entry, error))  # one mistake of an entry at a time
    return table.without(entry for entry, _ in failing.values()), (*wrong, *(error for _, error in failing.values()))


def failures(table: Table) -> Iterator[tuple[ConversionEntry, VariantError]]:
    """Each entry that does not do what its examples say, with what it does instead."""
    if not table.entries:
        return
    for region in REGIONS.values():
        script = Script.for_region(region, table)
        for entry in table.entries:
            if region.id in entry.put:
                error = _tried(entry, script, region)
                if error is not None:
                    yield entry, error


def _tried(entry: ConversionEntry, script: Script, region: Region) -> VariantError | None:
    for spec in (*entry.specs, *entry.leave):
        got = script.convert(spec.before).text
        if got != spec.after[region.id]:
            what = f"{spec.before!r} becomes {got!r} in {region.id}, not {spec.after[region.id]!r}"
            return _error(entry, spec, what, "mend the entry, or its example")
    for spec in entry.leave:
        for word in sorted(script.phrases_in(spec.before) & entry.put[region.id].keys()):
            return _error(entry, spec, f"{word!r} is found in {spec.before!r}", "add the longer word as a phrase of its own")
    if not entry.is_form and not any(script.phrases_in(spec.before) & entry.put[region.id].keys() for spec in entry.specs):
        return _error(entry, entry.specs[0], "no word of the entry is found in its examples", "write an example in which one stands")
    return None


def _error(entry: ConversionEntry, spec: ConversionExample, what: str, todo: str) -> VariantError:
    return VariantError(entry.path, spec.line, what, todo)
