"""The folder of the published site: what is to be in it, and what is there already.

Each file has a key, which names all that its bytes depend on. The keys of a build are kept with the state of the files on the disk, so the
next build writes only files whose key is new or that somebody has touched. What nobody wants any more is deleted in the end.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ..core.digest import key
from ..core.serialization import decode, encode
from ..core.store import NO_STORE, Store

ASIDE = ".kept"


class FileState(NamedTuple):
    """A file on the disk. A write changes at least one of these; the times are those of the disk, in nanoseconds."""

    size: int
    modified: int
    inode: int


class ListedFile(NamedTuple):
    """A file as the last build left it."""

    key: str
    state: FileState


@dataclass(frozen=True, slots=True)
class SiteFolder:
    """The folder ``root`` during a build. Paths are relative to it, with slashes.

    ``states`` are the files as they were when the folder was last looked through, ``listed`` those of them that are as the last build left
    them, and ``current`` the keys of those that this build wants. The list of the files is kept in ``store``; without one, every file is
    written.
    """

    root: Path
    store: Store = NO_STORE
    states: dict[str, FileState] = field(default_factory=dict)
    listed: dict[str, ListedFile] = field(default_factory=dict)
    current: dict[str, str] = field(default_factory=dict)

    @property
    def made(self) -> set[str]:
        """The paths of the files that were written in this build."""
        return self.current.keys() - self.listed.keys()

    @staticmethod
    def put_aside(root: Path, store: Store) -> None:
        """Put what the last build has left where MkDocs, which clears the folder before it builds, deletes nothing, until it is `opened`.

        What nobody has a list of stays where it is.
        """
        aside = root / ASIDE
        shutil.rmtree(aside, ignore_errors=True)  # of a build that was ended
        if root.is_dir() and store.get(_list_key(root)) is not None:
            aside.mkdir()
            _move_entries(root, aside)

    @staticmethod
    def put_back(root: Path) -> None:
        """Put back what was put aside."""
        if (root / ASIDE).is_dir():
            _move_entries(root / ASIDE, root)
            (root / ASIDE).rmdir()

    @classmethod
    def opened(cls, root: Path, store: Store) -> SiteFolder:
        """The folder with what the last build has left of it."""
        cls.put_back(root)
        states = dict(file_states(root))
        listed: dict[str, ListedFile] = decode(store.get(_list_key(root)), dict[str, ListedFile]) or {}
        return cls(root, store, states, {path: file for path, file in listed.items() if states.get(path) == file.state})

    def has(self, path: str, name: str) -> bool:
        """True if the file is there under the key ``name``. Then it belongs to the site of this build, too."""
        file = self.listed.get(path)
        if file is None or file.key != name:
            return False
        self.current[path] = name
        return True

    def write(self, path: str, name: str, content: bytes) -> None:
        """Write a file whose key is ``name``."""
        write_bytes(self.root / path, content)
        self.add(path, name)

    def provide(self, path: str, name: str, make: Callable[[], bytes]) -> None:
        """Write what ``make`` returns, unless the file is there."""
        if not self.has(path, name):
            self.write(path, name, make())

    def restore(self, path: str, name: str, store: Store, stored: str) -> bool:
        """True if the file is there, or could be written from what a ``store`` has under the key ``stored``."""
        if self.has(path, name):
            return True
        content = store.get(stored)
        if content is not None:
            self.write(path, name, content)
        return content is not None

    def add(self, path: str, name: str) -> None:
        """Take a file that somebody else has written into the site."""
        self.listed.pop(path, None)
        self.current[path] = name

    def adopt(self) -> list[str]:
        """Take into the site what others have written since it was opened; their paths, in order."""
        states = dict(file_states(self.root))
        written = sorted(path for path, state in states.items() if self.states.get(path) != state)
        for path in written:
            self.add(path, "")
        self.states.clear()
        self.states.update(states)
        return written

    def close(self) -> None:
        """Delete what the site of this build does not have, with the folders that are empty then, and keep the list of its files."""
        for path in self.states.keys() - self.current.keys():
            (self.root / path).unlink(missing_ok=True)
            _remove_empty_folders(self.root, path)
        listed = dict(self.listed)
        for path in self.made:
            state = _file_state(self.root / path) if self.current[path] else None
            if state:
                listed[path] = ListedFile(self.current[path], state)
        listed = {path: file for path, file in listed.items() if path in self.current}
        if listed != self.listed:
            self.store.put(_list_key(self.root), encode(listed))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file, with its folders."""
    try:
        path.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def file_states(root: Path) -> Iterator[tuple[str, FileState]]:
    """All files under ``root`` but those in hidden files and folders at its top, which MkDocs leaves alone as well."""
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            entries = list(os.scandir(root / folder))
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if folder or not entry.name.startswith("."):
                    folders.append(f"{folder}{entry.name}/")
            elif folder or not entry.name.startswith("."):
                yield folder + entry.name, _state(entry.stat(follow_symlinks=False))


def _file_state(path: Path) -> FileState | None:
    """The state of a file, if it is there."""
    try:
        return _state(path.lstat())
    except OSError:
        return None


def _state(stat: os.stat_result) -> FileState:
    return FileState(stat.st_size, stat.st_mtime_ns, stat.st_ino)


def _move_entries(source: Path, target: Path) -> None:
    for entry in list(source.iterdir()):
        if not entry.name.startswith("."):
            entry.rename(target / entry.name)


def _remove_empty_folders(root: Path, path: str) -> None:
    for parent in (root / path).parents:
        if parent == root:
            return
        try:
            parent.rmdir()
        except OSError:
            return


def _list_key(root: Path) -> str:
    return key("files of a site", str(root.resolve()))
