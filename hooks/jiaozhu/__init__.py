"""Jiaozhu 校注: editions of messy Chinese articles. This package knows nothing of MkDocs, but for `mkdocs_plugin/`.

`clean` makes one text clean; `build_site` gives all files of a site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .build.publication import Publication
    from .project import Project
    from .text_cleaning import CleanText

__version__ = "1.0.0"
__all__ = ["__version__", "build_site", "clean"]


def clean(text: str) -> CleanText:
    """A text made clean, with its changes and their reasons. Raises Notice where there is no article in it."""
    from . import text_cleaning

    return text_cleaning.clean(text)


def build_site(project: Project) -> Publication:
    """All files of a project's site, but for those that are made of written pages. What is wrong is an error of its index."""
    from .build.run import publish

    return publish(project)
