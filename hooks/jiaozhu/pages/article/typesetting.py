"""The elements that tell a browser how the words of a block are set: what stays on one line, and which closing marks are half as wide."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from markupsafe import Markup

from ...core.model import Block
from ..inline import InlineElement
from .unbreakable import unbreakable

HALF = regex.compile(r"[”’」』）》](?=[，。；：、！？”’」』）》])")  # for browsers without `text-spacing-trim`
END = Markup("</span>")


def typesetting(block: Block) -> Iterator[InlineElement]:
    """The elements of a block, none in code, which its author has set."""
    if block.kind == "code":
        return
    for start, end in unbreakable(block.text):
        yield InlineElement(start, end, Markup('<span class="jz-unbroken">'), END)
    for match in HALF.finditer(block.text):
        yield InlineElement(match.start(), match.end(), Markup('<span class="jz-half">'), END)
