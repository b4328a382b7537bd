"""The facets of the index: for each subject, year, author and outlet the articles that have it, in each script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...html.script_json import script_json
from ...script_conversion.regions import Region
from ...script_conversion.script import Script
from ...script_conversion.table import Table
from .shards import encode_number, encode_postings
from .units import SearchFacet


def facets_json(facets: Sequence[SearchFacet], regions: Sequence[Region], table: Table) -> Iterator[str]:
    """The JSON of the facets in Simplified script and in that of each region, as `search.js` reads it; empty where there are none.

    A facet is its parameter, its word and its values; a value is its key, its name, and its articles as postings.
    """
    if not facets:
        yield from [""] * (1 + len(regions))
        return
    names = [name for facet in facets for name in (facet.word, *(value.name for value in facet.values))]
    yield _json(facets, names)
    for region in regions:
        converted = Script.for_region(region, table).convert_lines("\n".join(names))
        yield _json(facets, [line.text for line in converted.split(names)])


def _json(facets: Sequence[SearchFacet], names: Sequence[str]) -> str:
    numbers = [encode_number(n) for n in range(2 + max(n for facet in facets for value in facet.values for n in value.articles))]
    converted = iter(names)
    records: list[object] = []
    for facet in facets:
        word = next(converted)
        values = [[value.key, next(converted), encode_postings([value.articles], numbers)] for value in facet.values]
        records.append([facet.id, word, values])
    return script_json(records)
