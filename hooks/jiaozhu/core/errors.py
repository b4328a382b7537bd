"""Errors in files that people write. Each says where it is, what is wrong and how to mend it; all have one base class."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path


class InputError(Exception):
    """A mistake that a person can mend: in a source, a sidecar, a rule, or a page of `docs/`.

    ``path`` is relative to the project; ``line`` counts from 1, and is None where the file as a whole is meant.
    """

    def __init__(self, path: str, line: int | None, what: str, todo: str) -> None:
        super().__init__(path, line, what, todo)
        self.path, self.line, self.what, self.todo = path, line, what, todo

    @property
    def place(self) -> str:
        return self.path if self.line is None else f"{self.path}:{self.line}"

    def __str__(self) -> str:
        place = _visible(self.place).replace("\n", "\\n")
        return f"{place}: {_visible(self.what)}\n    {_visible(self.todo)}"


class ExecutorError(InputError):
    """An executor that `mkdocs.yml` names, and that cannot be used."""


class SourceError(InputError):
    """A source that cannot be read, or whose page would have the address of another."""


class SidecarError(InputError):
    """A sidecar that is not well-formed, or that cannot be followed."""


class SiteError(InputError):
    """An entry of `sources/sites.yml` that is not well-formed, or that contradicts another."""


class RuleError(InputError):
    """A rule that is not well-formed, or that fails its own examples."""


class GlossaryError(InputError):
    """An entry of `docs/glossary.yml` that is not well-formed, or that contradicts another."""


class VariantError(InputError):
    """An entry of `docs/variants.yml` that is not well-formed, or that fails its own examples."""


class RegisterError(InputError):
    """An entry of `docs/names.yml` that is not well-formed, or that contradicts another."""


class DisagreementError(InputError):
    """An entry of `docs/disagreements.yml` that is not well-formed, or whose words are not in its article."""


class SubjectError(InputError):
    """An entry of `docs/subjects.yml` that is not well-formed, or that contradicts another."""


class PageError(InputError):
    """A page of `docs/` that is missing, not well-formed, or asks for something that does not exist."""


class Notice(InputError):
    """Something that is passed over: it is reported, but does not end a build."""


class PassiveNotice(Notice):
    """A notice of which nothing follows: the report has it, and the terminal only where everything is to be told."""


def _visible(text: str) -> str:
    """The text with what nobody sees, and what a terminal obeys, as the literals of Python write it: a file may have any name."""
    return "".join(c if c.isprintable() or c == "\n" or unicodedata.category(c) == "Zs" else ascii(c)[1:-1] for c in text)


NAMED = 8  # ids that one notice lists


def some_ids(ids: Iterable[str]) -> str:
    """Ids in words: all of a few, or the first of many and how many more there are."""
    listed = list(ids)
    more = f" and {len(listed) - NAMED} more" if len(listed) > NAMED else ""
    return f"{', '.join(listed[:NAMED])}{more}"


def read_text(path: Path, place: str, error: type[InputError]) -> str:
    """The text of a file. Raises ``error``, which calls the file ``place``, where it is not UTF-8."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as e:
        raise error(place, None, f"not UTF-8 at byte {e.start}", "save the file as UTF-8") from None
