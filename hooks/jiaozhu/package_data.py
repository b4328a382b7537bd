"""The data files of the program: its rules, schemas, theme, assets and table of script conversion.

In the repository they stand where people edit them. A wheel has them in `jiaozhu/data/`, where `pyproject.toml` puts them.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

PACKAGE = "jiaozhu"
INSTALLED = "data"
IN_REPOSITORY = {
    "rules": "hooks/rules",
    "schemas": "hooks/schemas",
    "theme": "hooks/theme",
    "assets": "docs/assets",
    "variants.yml": "docs/variants.yml",
    "about.md": "docs/about/index.md",
}


@cache
def data_path(name: str) -> Path:
    """The path of a file or folder of `IN_REPOSITORY`, wherever the program stands."""
    package = Path(str(files(PACKAGE)))
    installed = package / INSTALLED / name
    return installed if (package / INSTALLED).is_dir() else package.parents[1] / IN_REPOSITORY[name]
