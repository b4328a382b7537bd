"""A project: its folders, and the options of `extra.jiaozhu` in `mkdocs.yml` with their defaults and checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

from .core.errors import InputError
from .core.work.cluster import Workers
from .corpus.index import Marks
from .package_data import data_path
from .script_conversion.regions import REGIONS, Region, chosen

RULES = data_path("rules")
CONFIGURATION = "mkdocs.yml"
SOURCES = "sources"
DeskOption = Literal["local", "anywhere", "off"]


class OptionError(InputError):
    """An option of `mkdocs.yml` that does not say what it should."""


@dataclass(frozen=True, slots=True)
class Project:
    """The folders of a site, its name, its address if it has one, and its options.

    ``cache`` is the file of what is kept between builds, None where nothing is. ``books`` and ``images`` say whether there
    is an EPUB, and a picture for shared links, of each article; None leaves it to their number. ``workers`` is the number of processes; 0
    leaves it to the program. ``cluster`` is the address of a Dask scheduler, whose workers make the editions, or empty. ``marks`` says
    which mentions of a term are marked in a text. ``regions`` are those in whose script each page is written again. ``variants`` is the
    shipped table of script conversion, to which that of ``docs`` is added. With ``keeps_editions``, an article whose sidecar is wrong
    keeps the edition that it had, with a word of what is wrong.
    """

    sources: Path
    docs: Path
    rules: Path = RULES
    cache: Path | None = None
    name: str = "校注"
    url: str = ""
    description: str = ""
    books: bool | None = None
    images: bool | None = None
    workers: int = 0
    cluster: str = ""
    marks: Marks = "first"
    regions: tuple[Region, ...] = tuple(REGIONS.values())
    variants: Path | None = None
    keeps_editions: bool = False

    @property
    def article_workers(self) -> Workers:
        """Who makes what is made of each article by itself."""
        return Workers(self.workers, self.cluster)


@dataclass(frozen=True, slots=True)
class Options:
    """The options of `extra.jiaozhu`, checked. Each is as `Project` has it; ``desk`` says where `mkdocs serve` has the editor's desk."""

    sources: str = SOURCES
    workers: int = 0
    cluster: str = ""
    marks: Marks = "first"
    books: bool | None = None
    images: bool | None = None
    regions: tuple[Region, ...] = tuple(REGIONS.values())
    desk: DeskOption = "local"

    @classmethod
    def checked(cls, values: object) -> Options:
        """The options from what `mkdocs.yml` says. Raises OptionError."""
        given = values if isinstance(values, dict) else {}
        return cls(
            sources=given.get("sources", SOURCES),
            workers=_workers(given),
            cluster=_cluster(given),
            marks=_marks(given),
            books=_switch(given, "books"),
            images=_switch(given, "images"),
            regions=_regions(given),
            desk=_desk(given),
        )


def folder_of_sources(root: Path) -> str:
    """The name of the folder of sources in the project ``root``, as its `mkdocs.yml` says; without MkDocs, and whatever else is wrong."""
    try:
        settings = yaml.load((root / CONFIGURATION).read_text("utf-8"), Loader=yaml.BaseLoader)  # it takes any tag for plain text
        plugins = settings.get("plugins") or ()
        options = [entry["jiaozhu"] for entry in plugins if isinstance(entry, dict) and "jiaozhu" in entry]
        options.append(settings.get("extra", {}).get("jiaozhu", {}))
        return next((str(some["sources"]) for some in options if "sources" in some), SOURCES)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, TypeError):
        return SOURCES


def _workers(given: Mapping[str, object]) -> int:
    value = given.get("workers", 0)
    if not isinstance(value, int) or value < 0:
        raise _error("workers", value, "write a number; 0 leaves it to the program")
    return value


def _cluster(given: Mapping[str, object]) -> str:
    """The address of a Dask scheduler; empty for processes of this machine."""
    match given.get("executor", "processes"):
        case "processes":
            return ""
        case {"dask": str(address), **others} if address and not others:
            return address
        case value:
            raise _error("executor", value, "write `processes`, or `dask:` with the address of a scheduler: `{dask: tcp://10.0.0.1:8786}`")


def _marks(given: Mapping[str, object]) -> Marks:
    value = given.get("mentions", "first")
    if value not in ("first", "all"):
        raise _error("mentions", value, "write `first` (once a section) or `all`")
    return "first" if value == "first" else "all"


def _switch(given: Mapping[str, object], option: str) -> bool | None:
    """True or false; None for `auto`, which leaves it to the number of articles."""
    value = given.get(option, "auto")
    if value == "auto":
        return None
    if not isinstance(value, bool):
        raise _error(option, value, "write `true`, `false`, or `auto` (not for too many)")
    return value


def _regions(given: Mapping[str, object]) -> tuple[Region, ...]:
    value = given.get("variants", list(REGIONS))
    if not isinstance(value, list) or any(ident not in REGIONS for ident in value):
        raise _error("variants", value, f"write a list of: {', '.join(REGIONS)}; `[]` builds none")
    return chosen(value)


def _desk(given: Mapping[str, object]) -> DeskOption:
    value = given.get("desk", "local")
    if value is False:
        return "off"
    if value == "local" or value == "anywhere":
        return value
    raise _error("desk", value, "write `local` (where it serves this machine alone), `anywhere` (whoever reaches the server) or `false`")


def _error(option: str, value: object, todo: str) -> OptionError:
    return OptionError(CONFIGURATION, None, f"extra.jiaozhu.{option} is {value!r}", todo)
