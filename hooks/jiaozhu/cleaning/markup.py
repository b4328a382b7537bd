"""From a web page to its text: tags are taken off, character references resolved, and borders of blocks become line breaks.

White space flows as in a browser: a run of it is one space, but a line break between two Han characters is nothing. The runs
tile the page itself, so that each character of the text has its place in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core.reading import Change, Reading
from ..html.structure import PageStructure, read_structure
from ..html.text_flow import FlowRules, text_changes
from ..markdown_sources.markdown_marks import MARKDOWN, markdown_changes
from ..markdown_sources.structure import read_markdown
from ..rules.rulebook import Rulebook

MARKUP = "markup"
RULES = FlowRules(
    MARKUP,
    "source-line-break",
    "unseen-text",
    "character-reference",
    {
        "q": "quotation-element",
        "math": "formula",
        "img": "picture-words",
        "rt": "ruby-reading",
        "bullet": "list-bullet",
        "code-decoration": "code-decoration",
    },
)


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Take the markup off a page that is unchanged so far. Where a rule is missing, its part is not done."""
    return (change for change in changes(reading.text) if change.rule in rulebook.rules)


def is_page(reading: Reading) -> bool:
    """True for the reading of a web page, which is one that markup was taken off."""
    return any(run.rule == MARKUP for run in reading.runs)


def unmarked(reading: Reading) -> Reading:
    """The reading with nothing but its markup taken off: what people read in the source, and editors quote from."""
    if is_page(reading):
        return Reading.unchanged(reading.raw).amend(changes(reading.raw))
    return Reading.unchanged(reading.raw).amend(markdown_changes(reading.raw) if is_markdown_reading(reading) else ())


def is_markdown_reading(reading: Reading) -> bool:
    """True for the reading of a text from which the marks of Markdown were taken off."""
    return any(run.rule == MARKDOWN for run in reading.runs)


def structure_of(reading: Reading) -> PageStructure | None:
    """The structure that a source gives itself by its markup; None for plain text."""
    if is_page(reading):
        return read_structure(reading.raw)
    return read_markdown(reading.raw) if is_markdown_reading(reading) else None


def changes(raw: str) -> Iterator[Change]:
    """The changes that turn a page into its text."""
    return text_changes(raw, read_structure(raw).pieces, RULES)
