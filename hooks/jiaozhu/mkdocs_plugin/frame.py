"""The frame of the theme around the pages that were written as HTML, as MkDocs puts it around those that it makes of Markdown."""

from __future__ import annotations

import base64
import hashlib
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from html import unescape
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from ..build.publication import PageFile
from ..core.digest import key
from ..outputs.script_variants.page import is_shared
from ..outputs.script_variants.variant_build import FramedPage
from ..outputs.share_images.image_build import IMAGE
from ..script_conversion.regions import Region

FOLDERS = ("config_file_path", "docs_dir", "site_dir")  # settings on which no page depends
OBJECT = re.compile(r" at 0x[0-9a-f]+")  # where something is in the memory, as settings with functions in them show it
ID = re.compile(r'\sid="([^"]*)"')


def user_settings(config: MkDocsConfig) -> Sequence[Mapping[str, object]]:
    """What `mkdocs.yml` says, and who called MkDocs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # there is no other way to it
        settings: Sequence[Mapping[str, object]] = config.user_configs
    return settings


def csp_digest(text: str) -> str:
    """The digest by which a Content-Security-Policy allows an inline script or style."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


class StaticPage(File):
    """A page that the program has written as HTML. MkDocs knows it, because people link to it, as to any page, by a name in ``.md``."""

    def is_documentation_page(self) -> bool:
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Nothing is copied: the program writes the page itself."""


def static_page(file: PageFile, config: MkDocsConfig) -> StaticPage:
    """A page as MkDocs knows it."""
    page = StaticPage.generated(config, file.path, content="")
    path = PurePosixPath(file.path)
    page.dest_uri = str((path.parent if path.stem == "index" else path.with_suffix("")) / "index.html")
    assert isinstance(page, StaticPage)
    return page


@dataclass(frozen=True)
class Frame:
    """The frame of the theme in one build: what all pages of the site have in common.

    ``regions`` are the scripts to switch between; ``worker`` is true where pages are kept for reading without a network; ``wrong`` is the
    number of errors; ``empty`` are the addresses of pages that have nothing to show yet; ``pictures`` are the paths of the share images.
    """

    env: Environment
    config: MkDocsConfig
    nav: Navigation
    documents: Sequence[File]
    regions: tuple[Region, ...]
    worker: bool
    wrong: int
    empty: frozenset[str]
    pictures: frozenset[str]

    def framed(self, pages: Iterable[tuple[StaticPage, PageFile]]) -> Iterator[FramedPage]:
        """The pages in the frame. Each is made when its text is asked for."""
        for file, written in pages:
            name = key(self.digest, written.digest, file.dest_uri, self._picture(file))
            listed = not (written.meta or {}).get("robots")
            yield FramedPage(file.dest_uri, name, listed, partial(self._text, file, written))

    def context(self, page: Page) -> dict[str, object]:
        """What the templates know beside what MkDocs tells them."""
        return {
            "regions": () if is_shared(page.file.dest_uri) else self.regions,
            "worker": self.worker,
            "wrong": self.wrong,
            "empty": self.empty,
            "image": quote(self._picture(page.file)),
        }

    @cached_property
    def digest(self) -> str:
        """The digest of all that the frame depends on but the page: of the templates, the settings, the navigation and the packages."""
        folders = [Path(folder) for folder in self.config.theme.dirs if Path(folder).name != "templates"]
        files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in (".html", ".js", ".yml")]
        root = Path(self.config.config_file_path or "mkdocs.yml").parent.resolve()
        files += [root / hook for hook in self.config.hooks]
        settings = {name: value for data in user_settings(self.config) for name, value in data.items() if name not in FOLDERS}
        nav = [(item.title, getattr(item, "url", None)) for item in self.nav.items]
        facts = (settings, self.config.site_url, self.config.site_name, nav, self.regions, self.worker, self.wrong, sorted(self.empty))
        packages = (f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "Jinja2"))
        return key(OBJECT.sub("", repr(facts)).replace(str(root), ""), *packages, *(path.read_text("utf-8") for path in files))

    def _text(self, file: StaticPage, written: PageFile) -> str:
        page = self._page(file, written)
        page.active = True
        context = {**get_context(self.nav, self.documents, self.config, page), **self.context(page)}
        text = self.env.get_template("main.html").render(context)
        page.active = False
        return text.encode("utf-8", "xmlcharrefreplace").decode("utf-8")

    def _page(self, file: StaticPage, written: PageFile) -> Page:
        meta = dict(written.meta or {})
        page = file.page or Page(meta["title"], file, self.config)  # those in `nav` have one, with the title from there
        page.meta, page.content = meta, str(written.content)
        return page

    def _picture(self, file: File) -> str:
        """The path of the picture that stands for a page, or ``""``."""
        own = "/".join((*file.dest_uri.split("/")[:2], IMAGE))
        return next((path for path in (own, IMAGE) if path in self.pictures), "")


def set_anchors(files: Files, contents: Mapping[str, PageFile], config: MkDocsConfig) -> None:
    """Tell MkDocs the ids on those pages to which hand-written pages link by an anchor, so that it can check the links."""
    documents = files.documentation_pages()
    for file in {file for document in documents if document.page for file in document.page.links_to_anchors or ()}:
        written = contents.get(file.src_uri)
        if written is not None:
            page = file.page or Page((written.meta or {}).get("title"), file, config)
            page.present_anchor_ids = set(map(unescape, ID.findall(str(written.content))))
