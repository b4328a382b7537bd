"""How well a page fits the template of its site: what most pages have and this one lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from .edges import foot_start
from .page import SitePage
from .slots import find
from .template import SiteTemplate

Misfit = Literal["lines", "title", "end"]
HALF = 0.5  # the share of the site's lines that a page has at least


def misfits(page: SitePage, template: SiteTemplate) -> Iterator[Misfit]:
    """In what a page differs from the others of its site.

    It lacks most of their ``lines``; it has no line where they have their ``title``; nothing marks the ``end`` of its article.
    """
    if len(page.edge_shapes & template.known) < HALF * len(template.known):
        yield "lines"
    if template.slots.title and find(page, template.slots.title, template.edges) is None:
        yield "title"
    if template.edges.borders and foot_start(page, template.edges) == len(page.lines):
        yield "end"
