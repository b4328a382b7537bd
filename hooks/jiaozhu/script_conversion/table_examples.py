"""The test of the conversion table on its own examples."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from ..core.errors import InputError, VariantError
from ..core.memo import memo_key, remaining_failures
from ..core.serialization import record_digest
from ..core.store import NO_STORE, Store
from .regions import REGIONS, Region
from .script import Script
from .table import ConversionEntry, ConversionExample, Table, read

PLACE = "docs/variants.yml"


def load(path: Path, place: str = PLACE, shipped: Path | None = None, store: Store = NO_STORE) -> tuple[Table, tuple[InputError, ...]]:
    """The table without the entries that are wrong or fail their own examples, and the errors of those.

    The entries of the file ``shipped``, if that is another one, stand before those of ``path``, which may replace their words.
    ``store`` remembers tables of which no entry fails; their examples are not tried again, and OpenCC need not be loaded for them.
    """
    own, errors = read(path, place)
    base = read(shipped, shipped.name)[0] if shipped and not _is_same_file(shipped, path) else Table()
    table = Table((*base.entries, *own.entries))
    name = memo_key(failures, record_digest(table.entries), record_digest(own.entries))
    failing: dict[int, tuple[ConversionEntry, VariantError]] = {}
    for entry, error in remaining_failures(store, name, lambda: failures(table, own.entries)):
        failing.setdefault(id(entry), (entry, error))  # one error for each entry
    return table.without(entry for entry, _ in failing.values()), (*errors, *(error for _, error in failing.values()))


def _is_same_file(one: Path, other: Path) -> bool:
    return other.is_file() and one.samefile(other)


def failures(table: Table, entries: Collection[ConversionEntry]) -> Iterator[tuple[ConversionEntry, VariantError]]:
    """Those of ``entries`` whose examples come out otherwise with the whole table, each with an error for the first that does."""
    if not entries:
        return
    for region in REGIONS.values():
        script = Script.for_region(region, table)
        for entry in entries:
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
