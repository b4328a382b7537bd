"""From Markdown to its text: the marks are taken off, and borders of blocks become line breaks."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.reading import Change, Reading
from ..html.text_flow import FlowRules, text_changes
from ..rules.rulebook import Rulebook
from .structure import read_markdown

MARKDOWN = "markdown-mark"
COMMENT = "markdown-comment"
RULES = FlowRules(MARKDOWN, MARKDOWN, COMMENT, MARKDOWN, {"markdown": MARKDOWN})


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Take the marks of Markdown off a text that is unchanged so far."""
    changes = markdown_changes(reading.text) if MARKDOWN in rulebook.rules else iter(())
    return (change for change in changes if change.rule in rulebook.rules)


def markdown_changes(raw: str) -> Iterator[Change]:
    """The changes that turn a text in Markdown into one without its marks."""
    return text_changes(raw, read_markdown(raw).pieces, RULES)
