"""A site that is not written: each of its files is made when a browser asks for it.

An editor who has changed one article looks at a page or two; a thousand pages in three scripts would be written for nobody. The key of a
file names all that it depends on, so that a page in a browser is known to be out of date without being made again.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from ..core.block_parts import PICTURES
from ..core.digest import key
from ..outputs.script_variants.variant_build import FramedPage, VariantWriter, is_read_in_scripts, paths
from ..outputs.site_folder import SiteFolder
from ..project import Project
from . import derived_stages
from .publication import PageFile, Publication, SiteOutput


@dataclass(frozen=True, slots=True)
class LiveFile:
    """A file of the site: the key of its content, and what makes it."""

    key: str
    make: Callable[[], bytes]


@dataclass(frozen=True)
class LiveSite:
    """The files of one publication by their paths, each as it is made; and those of stages that make many files at once."""

    project: Project
    publication: Publication
    versions: ScriptVersions
    files: Mapping[str, LiveFile]
    lazy: tuple[LazyStage, ...]

    @classmethod
    def of(cls, project: Project, publication: Publication, pages: Iterable[FramedPage], others: Mapping[str, bytes]) -> LiveSite:
        """The site of a publication with its ``pages`` in their frames, and ``others``, which are no pages, as MkDocs has written them."""
        versions = ScriptVersions(project, publication)
        files = {path: LiveFile(hashlib.sha256(content).hexdigest(), partial(bytes, content)) for path, content in others.items()}
        files.update(versions.files(pages))
        files.update(unframed_files(publication.files, versions))
        stages = (
            LazyStage(derived_stages.search, "/search/", "", project, publication),
            LazyStage(derived_stages.article_pictures, f"/{PICTURES}/", "", project, publication),
            LazyStage(derived_stages.books, "", ".epub", project, publication),
            LazyStage(derived_stages.share_images, "", ".png", project, publication),
        )
        return cls(project, publication, versions, files, stages)

    def with_files(self, files: Mapping[str, LiveFile]) -> LiveSite:
        """The same site with some files replaced."""
        return replace(self, files={**self.files, **files})

    def key(self, path: str) -> str:
        """The key of a file; empty where there is none."""
        file = self.files.get(path)
        return file.key if file else ""

    @cached_property
    def _look(self) -> str:
        """The key of all scripts and style sheets, which every page shows itself with."""
        return key(
            *(file.key for path, file in sorted(self.files.items()) if path.startswith("assets/") and path.endswith((".css", ".js")))
        )

    def page_key(self, path: str) -> str:
        """The key of what a browser shows at a path; empty where there is no file."""
        own = self.key(path)
        return key(own, self._look) if own else ""

    def read(self, path: str) -> bytes | None:
        """The content of a file; None where there is none."""
        file = self.files.get(path)
        if file is not None:
            return file.make()
        return next((content for stage in self.lazy if stage.covers(path) and (content := stage.read(path)) is not None), None)


def unframed_files(files: Iterable[PageFile], versions: ScriptVersions) -> Iterator[tuple[str, LiveFile]]:
    """The files that have no frame, in all scripts where they are read in them."""
    for file in files:
        if file.page:
            continue
        if is_read_in_scripts(file.path):
            yield from versions.files([derived_stages.text_of(file)])
        else:
            yield file.path, LiveFile(file.digest, file.encoded)


class ScriptVersions:
    """Makes the versions of pages in all scripts. The scripts are loaded when the first page in one is asked for."""

    def __init__(self, project: Project, publication: Publication) -> None:
        self.home = derived_stages.site_address(project)
        self.writer = VariantWriter(Path(), self.home, publication.table)
        self.lock = threading.Lock()  # what caches lines that were converted is not made for several threads

    def files(self, pages: Iterable[FramedPage]) -> Iterator[tuple[str, LiveFile]]:
        for page in pages:
            for n, path in enumerate(paths(self.home, page.file)):
                yield path, LiveFile(page.key, partial(self._version, page, n))

    def _version(self, page: FramedPage, n: int) -> bytes:
        with self.lock:
            return self.writer.version(page.file, page.text(), n).encode("utf-8")


@dataclass(frozen=True)
class LazyStage:
    """A stage that makes many files at once, when the first of them is asked for. ``part`` and ``end`` stand in the paths of its files."""

    write: Callable[[Project, Publication, SiteOutput], None]
    part: str
    end: str
    project: Project
    publication: Publication
    lock: threading.Lock = field(default_factory=threading.Lock)

    def covers(self, path: str) -> bool:
        return self.part in f"/{path}" and path.endswith(self.end)

    def read(self, path: str) -> bytes | None:
        with self.lock:
            root = self._root
        try:
            return (root / path).read_bytes()
        except OSError:
            return None

    @cached_property
    def _root(self) -> Path:
        """The folder of the files, which goes with the site."""
        output = SiteOutput(SiteFolder(Path(self._folder.name)), ())
        self.write(self.project, self.publication, output)
        return output.site.root

    @cached_property
    def _folder(self) -> TemporaryDirectory[str]:
        return TemporaryDirectory(prefix="jiaozhu-")
