"""Discovery of sources in a folder: which files are sources, which sidecar belongs to which, and which files are neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..core.errors import InputError, Notice, SidecarError, SourceError
from ..core.normalize import file_name_key
from .read import READERS

RESERVED = frozenset({"index", "sites"})  # the page of the one would replace another page, the sidecar of the other is another file
SITES = "sites.yml"  # what the editor says of whole sites; no sidecar


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A source file and its sidecar; ``place`` and ``sidecar_place`` name them in errors, relative to the project."""

    path: Path
    place: str
    sidecar: Path | None = None
    sidecar_place: str = ""

    @property
    def own_sidecar(self) -> str:
        """What its sidecar is called, be it there or not."""
        return self.sidecar_place or f"{self.place.rpartition('/')[0]}/{self.path.stem}.yml"


@dataclass(frozen=True, slots=True)
class SourceFolder:
    """The sources of a folder, and the errors and notices about its other files."""

    items: tuple[SourceFile, ...]
    wrong: tuple[InputError, ...]


def discover(folder: Path, place: str = "sources") -> SourceFolder:
    """The sources in ``folder``, which errors call ``place``."""
    if not folder.is_dir():
        return SourceFolder((), (SourceError(place, None, "no such folder", "make it, and put the articles into it"),))
    files = [p for p in sorted(folder.iterdir()) if p.is_file() and not p.name.startswith(".") and p.stem != "README" and p.name != SITES]
    sidecars = {p.stem: p for p in files if p.suffix == ".yml"}
    items: dict[str, SourceFile] = {}
    errors: list[InputError] = []
    for path in files:
        if path.suffix in READERS:
            item = _source_file(path, place, sidecars.get(path.stem))
            error = _address_error(item, items)
            if error:
                errors.append(error)
            else:
                items[file_name_key(path.stem)] = item
    stems = {path.stem for path in files if path.suffix in READERS}
    errors.extend(_sidecar_errors((path for stem, path in sidecars.items() if stem not in stems), place, items))
    errors.extend(_ignored(path, place) for path in files if path.suffix not in READERS and path.suffix != ".yml")
    if not stems:
        errors.append(SourceError(place, None, "there is no source in it", f"put articles into it, as {', '.join(READERS)}"))
    return SourceFolder(tuple(items.values()), tuple(errors))


def _source_file(path: Path, place: str, sidecar: Path | None) -> SourceFile:
    return SourceFile(path, f"{place}/{path.name}", sidecar, f"{place}/{sidecar.name}" if sidecar else "")


def _address_error(item: SourceFile, items: Mapping[str, SourceFile]) -> InputError | None:
    """The error of a source whose name cannot become the address of its page, or would become that of another's."""
    if not item.path.name.isprintable():
        place = ascii(item.place)[1:-1]
        return SourceError(place, None, "its name holds what cannot be written", "give the file another name, in UTF-8")
    stem = file_name_key(item.path.stem)
    if stem in RESERVED:
        return SourceError(item.place, None, f"the name {item.path.stem!r} is taken by the site", "give the file another name")
    if stem in items:
        what = f"its page would have the address of {items[stem].place}"
        return SourceError(item.place, None, what, "give one of the two another name")
    return None


def _sidecar_errors(sidecars: Iterable[Path], place: str, items: Mapping[str, SourceFile]) -> Iterator[InputError]:
    """The errors of sidecars for which there is no source of exactly the same name."""
    for path in sidecars:
        source = items.get(file_name_key(path.stem))
        if source is None:
            what, todo = f"no source is called {path.stem} ({', '.join(READERS)})", "rename it like its source, or delete it"
        else:
            what, todo = f"its source is called {source.path.name}", "give both the same name, letter for letter"
        yield SidecarError(f"{place}/{path.name}", None, what, todo)


def _ignored(path: Path, place: str) -> Notice:
    suffixes = ", ".join(READERS)
    return Notice(f"{place}/{path.name}", None, "not a source, and passed over", f"sources end in {suffixes}, and sidecars in .yml")
