"""Writing the changes of answers, and undoing them.

A file is replaced by rename, so that it is the old one or the new one at any moment, and never where it is another than the one that was
read. Each answer is a line of a journal, plain JSON beside the cache, which outlives a restart: of a change it keeps the lines that were
replaced, and those that stand there now. A line is written before its file is, and that of an undo after it; so an answer whose file is
as before it was never written, whenever the program or the machine stopped.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timezone
from itertools import takewhile
from pathlib import Path

import msgspec

from ..project import Project
from .complete_file import complete_file
from .file_change import FileChange, StaleFileError, bytes_of, digest_of, path_of, text_of, unwritable

JOURNAL = "desk.jsonl"


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One answer as it was written: at the offset ``start`` of its file, ``inserted`` took the place of ``removed``; both are whole lines.

    ``before`` and ``after`` are the digests of the file; ``before`` is empty where the answer made it.
    """

    number: int
    time: str
    folder: str
    name: str
    title: str
    start: int
    removed: str
    inserted: str
    before: str
    after: str

    @property
    def place(self) -> str:
        return f"{self.folder}/{self.name}"

    def undone(self, text: str) -> str | None:
        """The text of the file without this answer; None where it cannot be told apart in a text that was changed since."""
        start = self.start
        if digest_of(text.encode("utf-8")) != self.after:
            if not self.inserted.strip() or text.count(self.inserted) != 1:
                return None
            start = text.index(self.inserted)
        return text[:start] + self.removed + text[start + len(self.inserted) :]


@dataclass(frozen=True, slots=True)
class UndoneEntry:
    """The number of an answer that was undone, or never written."""

    undone: int


class Journal:
    """The answers that were written in a project, and that can be undone, the last one first."""

    def __init__(self, project: Project) -> None:
        cache = project.cache.parent if project.cache else project.docs.parent / ".cache"
        self.project, self.path = project, cache / JOURNAL
        self.lock = threading.Lock()  # several windows answer at once, each in a thread of the server

    def apply(self, change: FileChange) -> JournalEntry | None:
        """Write a change; None where it changes nothing.

        Raises StaleFileError where the file is not the one that was read, and UnwritableError where the system refuses; then nothing is
        written.
        """
        with self.lock:
            path = change.path(self.project)
            present = bytes_of(path)
            if digest_of(present) != change.digest_before:
                raise StaleFileError(change.place, change.text_after, text_of(present, change.place))
            if change.is_empty:
                return None
            records = self._records()
            numbers = {record.number for record in records if isinstance(record, JournalEntry)}
            undone = {record.undone for record in records if isinstance(record, UndoneEntry)}
            for number in numbers - undone - {entry.number for entry in self.entries()}:
                self._record(UndoneEntry(number))  # it was never written
            entry = _entry(change, 1 + max(numbers, default=0))
            self._record(entry)
            _replace(path, change.place, change.text_after.encode("utf-8"))
            return entry

    def undo(self) -> JournalEntry | None:
        """Undo the last answer that still stands; None where there is none.

        What was written into its file since stays, where the lines of the answer stand in it once; otherwise StaleFileError is raised.
        """
        with self.lock:
            entry = self.last()
            if entry is None:
                return None
            path = path_of(self.project, entry.folder, entry.name)
            present = bytes_of(path)
            text = text_of(present, entry.place)
            restored = entry.undone(text)
            if restored is None:
                raise StaleFileError(entry.place, entry.removed, text)
            if not entry.before and not restored:
                _remove(path, entry.place)
            else:
                _replace(path, entry.place, restored.encode("utf-8"))
            self._record(UndoneEntry(entry.number))
            return entry

    def forget(self, number: int) -> None:
        """Take an answer from the list without undoing it: one whose file was rewritten by hand."""
        with self.lock:
            self._record(UndoneEntry(number))

    def last(self) -> JournalEntry | None:
        """The last answer that stands; None where there is none."""
        return next(reversed(self.entries()), None)

    def entries(self) -> list[JournalEntry]:
        """The answers that stand, in the order in which they were given."""
        standing: dict[int, JournalEntry] = {}
        for record in self._records():
            if isinstance(record, UndoneEntry):
                standing.pop(record.undone, None)
            else:
                standing[record.number] = record
        last = {(entry.folder, entry.name): entry for entry in standing.values()}
        for entry in last.values():
            present = digest_of(bytes_of(path_of(self.project, entry.folder, entry.name)))
            if present == entry.before != entry.after:
                del standing[entry.number]
        return list(standing.values())

    def _records(self) -> list[JournalEntry | UndoneEntry]:
        """The lines of the journal that can be read: the last one is torn where the machine stopped while it was written."""
        data = bytes_of(self.path)
        return list(_records(data)) if data else []

    def _record(self, record: JournalEntry | UndoneEntry) -> None:
        """Add a line, which is on the disk when this returns. Raises UnwritableError."""
        data = bytes_of(self.path)
        torn = b"\n" if data and not data.endswith(b"\n") else b""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab") as file:
                file.write(torn + msgspec.json.encode(record) + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise unwritable(str(self.path), error) from None


def _records(data: bytes) -> Iterator[JournalEntry | UndoneEntry]:
    """The records of lines of JSON; what is none is passed over."""
    kinds: tuple[type[JournalEntry | UndoneEntry], ...] = (JournalEntry, UndoneEntry)
    for line in data.splitlines():
        for kind in kinds:
            with suppress(msgspec.DecodeError, UnicodeDecodeError):
                yield msgspec.json.decode(line, type=kind)
                break


def _entry(change: FileChange, number: int) -> JournalEntry:
    """The record of a change: the lines that differ, between those that the texts have in common at both ends."""
    old, new = change.text_before.splitlines(keepends=True), change.text_after.splitlines(keepends=True)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    return JournalEntry(
        number=number,
        time=datetime.now(timezone.utc).isoformat(timespec="seconds"),
        folder=change.folder,
        name=change.name,
        title=change.title,
        start=len("".join(old[:head])),
        removed="".join(old[head : len(old) - tail]),
        inserted="".join(new[head : len(new) - tail]),
        before=change.digest_before,
        after=digest_of(change.text_after.encode("utf-8")),
    )


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines at the beginning are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _replace(path: Path, place: str, data: bytes) -> None:
    """Put the file in the place of the old one, with its permissions, by rename. Raises UnwritableError; then the old one stands."""
    path = path.resolve()
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        with complete_file(path.parent, data, mode) as written:
            written.replace(path)
    except OSError as error:
        raise unwritable(place, error) from None


def _remove(path: Path, place: str) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise unwritable(place, error) from None
