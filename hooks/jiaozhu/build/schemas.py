"""JSON Schemas (draft 2020-12) of the YAML files that people write, so that text editors check them and explain their keys.

They are written from the shapes by which the program reads the files. The first lines of a YAML file name its schema, in the comment that
the YAML language server looks for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..corpus.disagreements import DISAGREEMENTS
from ..corpus.subjects.stated_subjects import SUBJECTS
from ..facts.dates.almanac import ALMANAC
from ..facts.quantities.units import MEASURES
from ..glossary.names import REGISTER
from ..glossary.terms import GLOSSARY
from ..rules.descriptions import PARTS, RULES, WEIGHTS, WORDS
from ..script_conversion.table import TABLE
from ..sites.stated_sites import SITES
from ..sources.sidecar import SIDECAR
from ..yaml_files.shapes import Schema, Shape

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class FileFormat:
    """The shape of a kind of file; its schema is called ``name``, and ``description`` says what such a file is."""

    name: str
    description: str
    shape: Shape[Any]

    @property
    def schema(self) -> Schema:
        return {"$schema": DIALECT, "title": self.name, "description": self.description, **self.shape.schema()}


FORMATS = (
    FileFormat("sidecar", "What the editor decides on one source: sources/<id>.yml.", SIDECAR),
    FileFormat("sites", "What the editor says of the sites of the sources: sources/sites.yml.", SITES),
    FileFormat("glossary", "The terms of the trade: docs/glossary.yml.", GLOSSARY),
    FileFormat("names", "The register of names: docs/names.yml.", REGISTER),
    FileFormat("disagreements", "Where articles disagree: docs/disagreements.yml.", DISAGREEMENTS),
    FileFormat("subjects", "What the editor says of the subjects of a library: docs/subjects.yml.", SUBJECTS),
    FileFormat("variants", "What is written otherwise in Taiwan and in Hong Kong: docs/variants.yml.", TABLE),
    FileFormat("rules", "A table of rules, which run in the order of the file: hooks/rules/.", RULES),
    FileFormat("words", "Word lists, by name: hooks/rules/words.yml.", WORDS),
    FileFormat("signals", "What each feature of a line counts where the body of a page is looked for: hooks/rules/signals.yml.", WEIGHTS),
    FileFormat("page_region", "What the signals of a line count for the article of a web page: hooks/rules/page_region.yml.", WEIGHTS),
    FileFormat("title_signals", "What the features of a line count for its being the title: hooks/rules/title_signals.yml.", WEIGHTS),
    FileFormat("parts", "Parts of patterns, by name: hooks/rules/parts.yml.", PARTS),
    FileFormat("dates", "What words say of time: hooks/rules/dates.yml.", ALMANAC),
    FileFormat("figures", "What words say of quantities: hooks/rules/figures.yml.", MEASURES),
)


def schema_files() -> Iterator[tuple[str, str]]:
    """The names of all schema files, each with its content."""
    for file_format in FORMATS:
        yield f"{file_format.name}.schema.json", json.dumps(file_format.schema, ensure_ascii=False, indent=2) + "\n"
