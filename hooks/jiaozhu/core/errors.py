"""What can go wrong with what people write: one root, and each error says where, what, and what to do."""

from __future__ import annotations

from pathlib import Path


class InputError(Exception):
    """Something that a person can mend: in a source, a sidecar, a rule, or a page of `docs/`.

    ``path`` is relative to the project; ``line`` counts from 1, and is None where the file as a whole is meant.
    """

    def __init__(self, path: str, line: int | None, what: str, todo: str) -> None:
        super().__init__(path, line, what, todo)
        self.path, self.line, self.what, self.todo = path, line, what, todo

    @property
    def place(self) -> str:
        return self.path if self.line is None else f"{self.path}:{self.line}"

    def __str__(self) -> str:
        return f"{self.place}: {self.what}\n    {self.todo}"


class SourceError(InputError):
    """A source that cannot be read, or not be told apart from another."""


class SidecarError(InputError):
    """An editor's file that does not say what it should."""


class RuleError(InputError):
    """A rule that is not well-formed, or that fails its own examples."""


class GlossaryError(InputError):
    """An entry of the glossary that does not say what it should."""


class VariantError(InputError):
    """An entry of `docs/variants.yml` that is not well-formed, or that fails its own examples."""


class RegisterError(InputError):
    """An entry of the register of names that does not say what it should."""


class DisagreementError(InputError):
    """An entry of `docs/disagreements.yml` that does not say what it should, or whose words are not in its article."""


class PageError(InputError):
    """A page of `docs/` that asks for something that is not there."""


class Notice(InputError):
    """Something that is passed over: told, but no reason to end a build."""


def read_text(path: Path, place: str, error: type[InputError]) -> str:
    """The text of a file that people write, called ``place`` in the ``error`` that says that it is not UTF-8."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as e:
        raise error(place, None, f"not UTF-8 at byte {e.start}", "save the file as UTF-8") from None
