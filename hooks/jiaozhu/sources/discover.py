"""The folder of sources: which files are sources, which sidecar belongs to which, and what does not belong at all."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..core.errors import InputError, Notice, SidecarError, SourceError
from .read import READERS

RESERVED = frozenset({"index"})  # the page of an article with this stem would take the place of another page


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A source file and its sidecar; ``place`` and ``sidecar_place`` name them in errors, relative to the project."""

    path: Path
    place: str
    sidecar: Path | None = None
    sidecar_place: str = ""


@dataclass(frozen=True, slots=True)
class SourceFolder:
    """The items of a folder, and what there is to say about the rest of it (notices included)."""

    items: tuple[SourceFile, ...]
    wrong: tuple[InputError, ...]


def discover(folder: Path, place: str = "sources") -> SourceFolder:
    """The collection in ``folder``, called ``place`` in errors."""
    if not folder.is_dir():
        return SourceFolder((), (SourceError(place, None, "no such folder", "make it, and put the articles into it"),))
    files = [p for p in sorted(folder.iterdir()) if p.is_file() and not p.name.startswith(".") and p.stem != "README"]
    sidecars = {p.stem: p for p in files if p.suffix == ".yml"}
    items: dict[str, SourceFile] = {}
    wrong: list[InputError] = []
    for path in files:
        if path.suffix in READERS:
            item = _item(path, place, sidecars.get(path.stem))
            clash = _clash(item, items)
            if clash:
                wrong.append(clash)
            else:
                items[folded_stem(path.stem)] = item
    known = {path.stem for path in files if path.suffix in READERS}
    wrong.extend(_strays((path for stem, path in sidecars.items() if stem not in known), place, items))
    wrong.extend(_notice(path, place) for path in files if path.suffix not in READERS and path.suffix != ".yml")
    if not known:
        wrong.append(SourceError(place, None, "there is no source in it", f"put articles into it, as {', '.join(READERS)}"))
    return SourceFolder(tuple(items.values()), tuple(wrong))


def _item(path: Path, place: str, sidecar: Path | None) -> SourceFile:
    return SourceFile(path, f"{place}/{path.name}", sidecar, f"{place}/{sidecar.name}" if sidecar else "")


def _clash(item: SourceFile, items: Mapping[str, SourceFile]) -> InputError | None:
    """What stands in the way of an item's address, if anything does."""
    if not item.path.name.isprintable():
        place = ascii(item.place)[1:-1]
        return SourceError(place, None, "its name holds what cannot be written", "give the file another name, in UTF-8")
    stem = folded_stem(item.path.stem)
    if stem in RESERVED:
        return SourceError(item.place, None, f"the name {item.path.stem!r} is taken by the site", "give the file another name")
    if stem in items:
        what = f"its page would have the address of {items[stem].place}"
        return SourceError(item.place, None, what, "give one of the two another name")
    return None


def _strays(sidecars: Iterable[Path], place: str, items: Mapping[str, SourceFile]) -> Iterator[InputError]:
    """What to say of sidecars that have no source of quite the same name."""
    for path in sidecars:
        mate = items.get(folded_stem(path.stem))
        if mate is None:
            what, todo = f"no source is called {path.stem} ({', '.join(READERS)})", "rename it like its source, or delete it"
        else:
            what, todo = f"its source is called {mate.path.name}", "give both the same name, letter for letter"
        yield SidecarError(f"{place}/{path.name}", None, what, todo)


def _notice(path: Path, place: str) -> Notice:
    kinds = ", ".join(READERS)
    return Notice(f"{place}/{path.name}", None, "not a source, and passed over", f"sources end in {kinds}, and sidecars in .yml")


def folded_stem(stem: str) -> str:
    """A stem as file systems that ignore case and composition see it."""
    return unicodedata.normalize("NFC", stem).casefold()
