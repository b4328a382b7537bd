"""The change of one file that an answer asks for, and the errors of planning and of writing it."""

from __future__ import annotations

import difflib
import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..core.errors import InputError
from ..project import Project
from ..sources.discover import SourceFile, discover

FolderName = Literal["sources", "docs"]


class AnswerError(InputError):
    """An answer that cannot be written into its file; a person can answer otherwise, or write the file by hand."""


class StaleFileError(InputError):
    """A file that is another than the one that was read. ``wanted`` is the text that was to be written, ``present`` what stands there."""

    def __init__(self, place: str, wanted: str, present: str) -> None:
        super().__init__(place, None, "the file has been changed meanwhile", "look at both texts, and answer again")
        self.wanted, self.present = wanted, present

    @property
    def diff(self) -> str:
        """What would go and come if the wanted text were written over the present one."""
        return unified_diff(self.path, self.present, self.wanted)


class UnwritableError(InputError):
    """A file that the system does not let us write: a full disk, a folder that is read-only. Nothing of it has been written."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """The text of one file before and after an answer.

    The file is ``name`` in the ``folder`` of sources or of docs. ``digest_before`` is the SHA-256 of its bytes when it was read, empty
    where there was no file. ``title`` says in Chinese what is answered.
    """

    folder: FolderName
    name: str
    digest_before: str
    text_before: str
    text_after: str
    title: str = ""

    @property
    def place(self) -> str:
        """The file as people call it, and errors."""
        return f"{self.folder}/{self.name}"

    @property
    def is_empty(self) -> bool:
        """True where all stands already as it was answered."""
        return self.text_before == self.text_after

    @property
    def diff(self) -> str:
        return unified_diff(self.place, self.text_before, self.text_after)

    def path(self, project: Project) -> Path:
        return path_of(project, self.folder, self.name)


def unwritable(place: str, error: OSError) -> UnwritableError:
    """What the system says of a file that cannot be written."""
    return UnwritableError(place, None, f"cannot be written: {error.strerror}", "make room, or give leave to write")


def raise_new_error(before: Iterable[InputError], after: Iterable[InputError]) -> None:
    """Raise the first error of a file ``after`` an answer that it had not ``before``."""
    known = Counter(error.what for error in before)
    for error in after:
        known[error.what] -= 1
        if known[error.what] < 0:
            raise error


def source_file(project: Project, ident: str) -> SourceFile:
    """The file of a source. Raises AnswerError where there is none of that id."""
    item = next((item for item in discover(project.sources).items if item.path.stem == ident), None)
    if item is None:
        raise AnswerError(f"sources/{ident}", None, "no such source", "load the page anew")
    return item


def path_of(project: Project, folder: str, name: str) -> Path:
    """The file of that name in one of the two folders. Raises AnswerError for a name that would lead elsewhere."""
    folders = {"sources": project.sources, "docs": project.docs}
    if folder not in folders or Path(name).name != name or name.startswith("."):
        raise AnswerError(f"{folder}/{name}", None, "no file that the desk writes", "name a file of sources/ or docs/")
    return folders[folder] / name


def digest_of(data: bytes | None) -> str:
    """The SHA-256 of the bytes of a file; empty where there is none."""
    return "" if data is None else hashlib.sha256(data).hexdigest()


def bytes_of(path: Path) -> bytes | None:
    """The bytes of a file; None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def text_of(data: bytes | None, place: str) -> str:
    """The text of a file, its byte-order mark and line ends included. Raises AnswerError where it is not UTF-8."""
    try:
        return (data or b"").decode("utf-8")
    except UnicodeDecodeError as error:
        raise AnswerError(place, None, f"not UTF-8 at byte {error.start}", "save the file as UTF-8") from None


def unified_diff(place: str, before: str, after: str) -> str:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), f"a/{place}", f"b/{place}", lineterm="")
    return "".join(line + "\n" for line in lines)
