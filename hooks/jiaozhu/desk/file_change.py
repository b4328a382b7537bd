"""The change of one file that an answer asks for, and the errors of planning and of writing it.

These errors are shown on the desk alone, so they speak Chinese, as all of it does.
"""

from __future__ import annotations

import difflib
import errno
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
        super().__init__(place, None, "这份文件刚才被人改过，什么也没有写", "看看下面两边的不同，再答一次")
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
    return UnwritableError(place, None, f"写不进去（{error.strerror}），什么也没有写", _remedy(error))


def _remedy(error: OSError) -> str:
    """What the editor can do about it."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "磁盘满了：腾出地方，再答一次"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "这个文件夹或文件是只读的：给它写的权限，再答一次"
    return "看看这个文件夹在不在、能不能写，再答一次"


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
        raise AnswerError(f"sources/{ident}", None, "现在没有这一篇原文", "重新载入这一页")
    return item


def path_of(project: Project, folder: str, name: str) -> Path:
    """The file of that name in one of the two folders. Raises AnswerError for a name that would lead elsewhere."""
    folders = {"sources": project.sources, "docs": project.docs}
    if folder not in folders or Path(name).name != name or name.startswith("."):
        raise AnswerError(f"{folder}/{name}", None, "编辑台不写这个文件", "它只写 sources/ 与 docs/ 里的")
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
        raise AnswerError(place, None, f"第 {error.start} 个字节不是 UTF-8", "把这个文件另存为 UTF-8") from None


def unified_diff(place: str, before: str, after: str) -> str:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), f"a/{place}", f"b/{place}", lineterm="")
    return "".join(line + "\n" for line in lines)
