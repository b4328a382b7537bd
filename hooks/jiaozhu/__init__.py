"""Jiaozhu 校注: editions of messy Chinese articles. This package knows nothing of MkDocs, but for `mkdocs_plugin.py`.

`clean` makes an edition of one text; `build_site` gives all files of a site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .build.publication import Publication
    from .core.model import Edition
    from .project import Project

__all__ = ["build_site", "clean"]


def clean(text: str) -> Edition:
    """The edition of a text by the rules of this project. Raises Notice where there is no article in it."""
    from hashlib import sha256

    from .build.index_stages import load_rules
    from .core.model import Source
    from .editions.pipeline import edit
    from .project import RULES

    rulebook, errors = load_rules(RULES)
    if errors:
        raise errors[0]
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return edit(Source("text", "text.txt", text, digest, "utf-8", "given as text"), None, rulebook)


def build_site(project: Project) -> Publication:
    """All files of a project's site, but for those that are made of written pages. What is wrong is an error of its index."""
    from .build.run import publish

    return publish(project)
