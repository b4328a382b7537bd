"""The program as MkDocs sees it: its events in, files of the site out. `hooks/press.py` hands the events on."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Literal
from urllib.parse import quote

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from .build.publication import Publication
from .build.run import derive, publish
from .build.stage_times import StageTimes
from .outputs import assets
from .outputs.offline import service_worker
from .outputs.share_images.fonts import can_draw
from .outputs.share_images.image_build import IMAGE
from .pages.render import File as SiteFile
from .project import OptionError, Options, Project

PACKAGE = Path(__file__).parent
ID = re.compile(r'\sid="([^"]*)"')

log = get_plugin_logger("jiaozhu")


class StaticPage(File):
    """A page that the program has written as HTML. MkDocs only copies it, but people link to it, as to any page, by a name in ``.md``."""

    def is_documentation_page(self) -> bool:
        return False


class Press:
    """One run of MkDocs, and what it has to remember between its events."""

    def __init__(self, command: Literal["build", "gh-deploy", "serve"]) -> None:
        self.is_serving = command == "serve"
        self.publication: Publication | None = None
        self.pictures: frozenset[str] = frozenset()  # their paths, which each page asks for
        self.pages: list[tuple[StaticPage, SiteFile]] = []  # the content of each is what goes into the frame of the theme
        self.nav = Navigation([], [])
        self.times = StageTimes()
        self.published_at = time.perf_counter()

    def add_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Make the editions, and put their files among those of `docs/`. In a build, any error ends it."""
        self.times = StageTimes()
        options = _options(config)
        publication = self.publication = publish(_project(config, options), self.times)
        self.published_at = time.perf_counter()
        self.pages = []
        self.pictures = frozenset(picture.path for picture in publication.pictures)
        if options.images is not False and not publication.pictures:
            log.info("no pictures for shared links: the system has no Chinese faces\n    on Debian and Ubuntu: apt install fonts-noto-cjk")
        for notice in publication.notices:
            log.info("%s", notice)
        if publication.wrong and not self.is_serving:
            raise PluginError("\n" + "\n".join(map(str, publication.wrong)))
        for error in publication.wrong:
            log.error("%s", error)
        _minify_assets(files, config)
        for file in publication.files:
            old = files.get_file_from_path(file.path)
            if old is not None:
                files.remove(old)
            made = _mkdocs_file(file, config)
            files.append(made)
            if isinstance(made, StaticPage):
                self.pages.append((made, file))
        return files

    def frame_pages(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Put each page that was written as HTML into the frame of the theme, as MkDocs does with those it makes of Markdown.

        The theme learns which scripts there are to switch between, and whether pages are kept for reading without a network.
        """
        env.globals["regions"] = _options(config).regions
        env.globals["worker"] = not self.is_serving  # it would show an editor an older page
        frame = env.get_template("main.html")
        documents = files.documentation_pages()
        anchored = {file for document in documents if document.page for file in document.page.links_to_anchors or ()}
        for file, written in self.pages:
            page = _page(file, written, config, has_anchors=file in anchored)
            page.active = True
            context = self.set_context({**get_context(self.nav, documents, config, page)}, page)
            file.content_bytes = frame.render(context).encode("utf-8", errors="xmlcharrefreplace")
            page.active = False
        return env

    def set_context(self, context: dict[str, object], page: Page) -> dict[str, object]:
        """Tell the theme the number of errors, and which picture stands for the page."""
        context["wrong"] = len(self.publication.wrong) if self.publication else 0
        own = "/".join((*page.file.dest_uri.split("/")[:2], IMAGE))
        context["image"] = quote(next((path for path in (own, IMAGE) if path in self.pictures), ""))
        return context

    def finish(self, config: MkDocsConfig) -> None:
        """Make what is made of written pages. A build with fewer pages than sources is an error, whatever is the reason."""
        assert self.publication is not None
        root = Path(config.site_dir)
        expected = (*self.publication.ids, *self.publication.merged)
        missing = [ident for ident in expected if not (root / "articles" / ident / "index.html").is_file()]
        if missing:
            raise PluginError(f"no page was written for: {', '.join(missing)}")
        project = _project(config, _options(config))
        self.times.add("MkDocs and the theme", time.perf_counter() - self.published_at)
        derive(project, replace(self.publication, root=root), self.times)
        log.debug("seconds of each stage\n%s", self.times)
        if not self.is_serving:
            service_worker.write(root, [region.id for region in project.regions])


def watch(server: LiveReloadServer, config: MkDocsConfig) -> LiveReloadServer:
    """Rebuild when a source, a sidecar, a rule or a template changes. Code is not reloaded: that takes a restart."""
    project = _project(config, _options(config))
    for folder in (project.sources, project.rules, PACKAGE / "pages", PACKAGE / "outputs" / "epub"):
        server.watch(str(folder))
    return server


def _minify_assets(files: Files, config: MkDocsConfig) -> None:
    """Leave the theme's own scripts and style sheets out, which no page asks for, and send those of this site in few bytes."""
    in_assets = [file for file in files if file.dest_uri.startswith("assets/")]
    for file in in_assets:
        files.remove(file)
    own = {file.src_uri: file.content_bytes for file in in_assets if file.src_dir == config.docs_dir}
    for path, content in assets.bundle_assets(own):
        files.append(File.generated(config, path, content=content))


def _mkdocs_file(file: SiteFile, config: MkDocsConfig) -> File:
    """A file of the site as MkDocs has it. What is no page must not be taken for one, though its name ends in `.md`."""
    if file.meta is not None:
        page = StaticPage.generated(config, file.path, content="")  # until `frame_pages`
        path = PurePosixPath(file.path)
        page.dest_uri = str((path.parent if path.stem == "index" else path.with_suffix("")) / "index.html")
        return page
    source = file.path if file.page or not file.path.endswith(".md") else f"{file.path}.txt"
    made = File.generated(config, source, content=file.content)
    made.dest_uri = made.dest_uri if source == file.path else file.path
    return made


def _page(file: File, written: SiteFile, config: MkDocsConfig, has_anchors: bool) -> Page:
    """What the theme has to know of a page. MkDocs looks there for the anchors to which hand-written pages link."""
    meta, content = dict(written.meta or {}), str(written.content)
    page = file.page or Page(meta["title"], file, config)  # those in `nav` have one, with the title from there
    page.meta, page.content = meta, content
    if has_anchors:
        page.present_anchor_ids = set(map(unescape, ID.findall(content)))
    return page


def _options(config: MkDocsConfig) -> Options:
    try:
        return Options.checked(config.extra.get("jiaozhu", {}))
    except OptionError as e:
        raise PluginError(str(e)) from None


def _project(config: MkDocsConfig, options: Options) -> Project:
    root = Path(config.config_file_path or "mkdocs.yml").parent.resolve()
    return Project(
        root / options.sources,
        Path(config.docs_dir),
        cache=root / ".cache" / "jiaozhu.db",
        name=config.site_name,
        url=config.site_url or "",
        description=config.site_description or "",
        books=options.books,
        images=options.images if can_draw(options.regions) else False,
        workers=options.workers,
        marks=options.marks,
        regions=options.regions,
    )
