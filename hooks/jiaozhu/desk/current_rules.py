"""The rules of a project as its files are now, read anew only where one of these is another."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ..build.article_update import FileStates, file_states
from ..project import Project
from ..rules import load as rule_files
from ..rules.rulebook import Rulebook


def current_rules(project: Project) -> Rulebook:
    """The rulebook without the rules that are wrong; rules that fail their examples are in it."""
    return _rules(project.rules, file_states((project.rules,)))


@lru_cache(maxsize=2)
def _rules(folder: Path, states: FileStates) -> Rulebook:
    return rule_files.load(folder)[0]
