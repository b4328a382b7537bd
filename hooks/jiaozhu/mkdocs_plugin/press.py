"""The events of one run of MkDocs: what is made of the sources is put among its files, and written when its own pages are."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from ..build.article_update import ArticleUpdate
from ..build.live_site import LiveFile, LiveSite, unframed_files
from ..build.progress import Progress
from ..build.publication import PageFile, Publication, SiteOutput
from ..build.run import derive, publish
from ..build.stage_times import StageTimes
from ..core.digest import key
from ..core.errors import PassiveNotice
from ..core.store import Store, prune
from ..outputs import assets
from ..outputs.offline import service_worker
from ..outputs.script_variants.page import PANELS
from ..outputs.script_variants.variant_build import FramedPage, is_unlisted
from ..outputs.share_images.fonts import can_draw
from ..outputs.site_folder import SiteFolder
from ..package_data import data_path
from ..project import DeskOption, OptionError, Options, Project
from ..script_conversion.interface_words import InterfaceReferences
from .frame import Frame, StaticPage, csp_digest, set_anchors, static_page
from .live_server import LiveServer
from .repeated_build import FinishedBuild, finished_build, inputs_digest, keep_build, warning_count
from .request_guard import guarded

PACKAGE = Path(__file__).parents[1]
NO_FACES = "no pictures for shared links: the system has no Chinese faces\n    on Debian and Ubuntu: apt install fonts-noto-cjk"

log = get_plugin_logger("jiaozhu")


class Press:
    """One run of MkDocs, and what it has to remember between its events."""

    def __init__(self, command: Literal["build", "gh-deploy", "serve"]) -> None:
        self.options: Mapping[str, object] = {}  # of the plugin in `mkdocs.yml`, before those of `extra.jiaozhu`, which a hook has
        self.is_serving = command == "serve"
        self.is_live = self.is_serving and "--no-livereload" not in sys.argv  # then the server makes each file when it is asked for
        self.live: LiveSite | None = None
        self.interruption: Callable[[], None] = lambda: None
        self.desk: DeskOption = "off"
        self.publication: Publication | None = None
        self.pages: list[tuple[StaticPage, PageFile]] = []
        self.nav = Navigation([], [])
        self.frame: Frame | None = None
        self.site: SiteFolder | None = None
        self.times = StageTimes()
        self.published_at = time.perf_counter()
        self.inputs = ""
        self.repeated: FinishedBuild | None = None
        self.warnings = warning_count()
        self.reports: list[str] = []

    def keep_site(self, config: MkDocsConfig) -> None:
        """Put what the last build has written out of the way of MkDocs, which deletes it otherwise."""
        if self.is_live:
            return
        site = SiteFolder(Path(config.site_dir), self._list_store(config))
        if not self.is_serving:
            logging.getLogger("mkdocs").addHandler(self.warnings)
            self.inputs = inputs_digest(config, self._project(config))
            self.repeated = finished_build(site, self.inputs)
        SiteFolder.put_aside(site.root, site.store)

    def add_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Make the editions, and put their pages among the files of `docs/`. In a build, any error ends it."""
        if self.repeated:
            config.nav = None
            config.theme.static_templates.clear()
            return Files([])
        progress = Progress() if self.live is None else None  # what an edit has changed is made in the background
        self.times = StageTimes(interruption=self.interruption, progress=progress)
        self.site = SiteFolder.opened(Path(config.site_dir), self._list_store(config))
        options = self._options(config)
        publication = self.publication = publish(self._project(config), self.times)
        self.published_at = time.perf_counter()
        if options.images is not False and not publication.pictures:
            self._report(NO_FACES)
        for notice in publication.notices:
            (log.debug if isinstance(notice, PassiveNotice) else self._report)(str(notice))
        if publication.wrong and not self.is_serving:
            raise PluginError("\n" + "\n".join(map(str, publication.wrong)))
        for error in publication.wrong:
            log.error("%s", error)
        _minify_assets(files, config)
        self.pages = list(_add_pages(publication, files, config))
        return files

    def set_frame(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Take the theme as the frame of all pages."""
        if self.repeated:
            return env
        assert self.publication is not None
        pictures = frozenset(picture.path for picture in self.publication.pictures)
        # An editor would be shown an older page by a worker.
        self.frame = Frame(
            env,
            config,
            self.nav,
            files.documentation_pages(),
            self._options(config).regions,
            worker=not self.is_serving,
            wrong=len(self.publication.wrong),
            empty=frozenset(str(file.url) for file, written in self.pages if (written.meta or {}).get("empty")),
            pictures=pictures,
        )
        env.filters["csp_digest"] = csp_digest
        env.add_extension(InterfaceReferences)
        env.globals.update(regions=self.frame.regions, worker=self.frame.worker, wrong=self.frame.wrong, empty=self.frame.empty)
        set_anchors(files, {file.src_uri: written for file, written in self.pages}, config)
        return env

    def set_context(self, context: TemplateContext, page: Page) -> TemplateContext:
        """Tell the theme what it has to know of a page that MkDocs makes."""
        assert self.frame is not None
        context.update(self.frame.context(page))  # type: ignore[typeddict-item]  # the theme asks for more names than MkDocs has
        return context

    def finish(self, config: MkDocsConfig) -> None:
        """Write the site around what MkDocs has written. A build with fewer pages than sources is an error, whatever is the reason."""
        if self.repeated:
            self._leave(self.repeated, config)
            return
        assert self.publication is not None
        assert self.frame is not None
        assert self.site is not None
        project = self._project(config)
        written = self.site.adopt()
        pages = (*self.frame.framed(self.pages), *_written_pages(self.site.root, written))
        self.times.add("MkDocs", time.perf_counter() - self.published_at)
        if self.is_live:
            others = {path: (self.site.root / path).read_bytes() for path in written if not path.endswith(".html")}
            live = LiveSite.of(project, self.publication, pages, others)
            self.interruption()  # or pages that the desk has made meanwhile would be older again
            self.live = live
            log.debug("seconds of each stage\n%s", self.times)
            return
        derive(project, self.publication, SiteOutput(self.site, pages), self.times)
        expected = (*self.publication.ids, *self.publication.merged)
        missing = [ident for ident in expected if f"articles/{ident}/index.html" not in self.site.current]
        if missing:
            raise PluginError(f"no page was written for: {', '.join(missing)}")
        if not self.is_serving:
            service_worker.write(self.site, [region.id for region in project.regions])
        with self.times.measure("folder of the site"):
            self.site.close()
            prune(project.cache)
        total, made = len(self.site.current), len(self.site.made)
        articles = len(self.publication.ids)
        if not self.is_serving and not self.warnings.counts:
            keep_build(self.site, self.inputs, self.reports, articles)
        log.info("%s articles in %s files, of which %s were written, in %s", *(f"{n:,}" for n in (articles, total, made)), config.site_dir)
        log.debug("seconds of each stage\n%s", self.times)

    def _leave(self, last: FinishedBuild, config: MkDocsConfig) -> None:
        """Leave the site as the last build has made it, and say again what was said of it."""
        SiteFolder.put_back(Path(config.site_dir))
        for notice in last.notices:
            log.info("%s", notice)
        log.info("%s articles in %s files, as they were, in %s", f"{last.articles:,}", f"{len(last.states):,}", config.site_dir)

    def _report(self, notice: str) -> None:
        """Tell the editor something that does not end the build."""
        log.info("%s", notice)
        self.reports.append(notice)

    def framed_files(self, update: ArticleUpdate, ident: str) -> Mapping[str, LiveFile]:
        """The files of an article that was made again, in the frame of the last build."""
        if self.live is None or self.frame is None:
            return {}
        made = update.pages(ident)
        known = {file.src_uri: file for file, _ in self.pages}
        pages = [(known[file.path], file) for file in made if file.page and file.path in known]
        return dict((*self.live.versions.files(self.frame.framed(pages)), *unframed_files(made, self.live.versions)))

    def serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
        """Serve the site, and make it anew when a source, a sidecar, a rule, a template or the program changes."""
        project = self._project(config)
        self.desk = self._options(config).desk
        folders = (project.sources, project.rules, PACKAGE, *map(Path, config.theme.dirs[:1]))
        if self.is_live:
            LiveServer(self, server, builder, (*folders, project.docs, Path(config.config_file_path)), PACKAGE)
        else:
            for folder in folders:
                server.watch(str(folder))
            server.set_app(guarded(server.serve_request, str(server.server_address[0])))
        return server

    def _list_store(self, config: MkDocsConfig) -> Store:
        return Store(self._project(config).cache, "files of the site")

    def _project(self, config: MkDocsConfig) -> Project:
        return replace(project_of(config, self._options(config)), keeps_editions=self.is_serving)

    def _options(self, config: MkDocsConfig) -> Options:
        try:
            return Options.checked({**config.extra.get("jiaozhu", {}), **self.options})
        except OptionError as e:
            raise PluginError(str(e)) from None


def _add_pages(publication: Publication, files: Files, config: MkDocsConfig) -> Iterator[tuple[StaticPage, PageFile]]:
    """Put the pages of a publication among the files of MkDocs. Those that have a frame of their own making come out."""
    for file in publication.files:
        if not file.page:
            continue
        old = files.get_file_from_path(file.path)
        if old is not None:
            files.remove(old)
        if file.meta is None:
            files.append(File.generated(config, file.path, content=file.content))
        else:
            page = static_page(file, config)
            files.append(page)
            yield page, file


def _written_pages(root: Path, paths: list[str]) -> Iterator[FramedPage]:
    """The pages among the files that MkDocs has written, and what their tools show, which is read in each script as they are."""
    for path in paths:
        if path.endswith(".html") or path == PANELS:
            text = (root / path).read_bytes().decode("utf-8")  # with its line breaks as they are
            yield FramedPage(path, key(text), path != PANELS and not is_unlisted(text), partial(str, text))


def _minify_assets(files: Files, config: MkDocsConfig) -> None:
    """Leave the theme's own scripts and style sheets out, which no page asks for, and send those of this site in few bytes.

    These are the program's, and those of the project, which stand before them.
    """
    in_assets = [file for file in files if file.dest_uri.startswith("assets/")]
    for file in in_assets:
        files.remove(file)
    shipped = data_path("assets")
    own = {f"assets/{path.relative_to(shipped).as_posix()}": path.read_bytes() for path in sorted(shipped.rglob("*")) if path.is_file()}
    own |= {file.src_uri: file.content_bytes for file in in_assets if file.src_dir == config.docs_dir}
    for path, content in assets.bundle_assets(own):
        files.append(File.generated(config, path, content=content))


def project_of(config: MkDocsConfig, options: Options) -> Project:
    root = Path(config.config_file_path or "mkdocs.yml").parent.resolve()
    return Project(
        root / options.sources,
        Path(config.docs_dir).resolve(),  # as file systems report it where something in there has changed
        cache=root / ".cache" / "jiaozhu.db",
        name=config.site_name,
        url=config.site_url or "",
        description=config.site_description or "",
        books=options.books,
        images=options.images if can_draw(options.regions) else False,
        workers=options.workers,
        cluster=options.cluster,
        marks=options.marks,
        regions=options.regions,
        variants=data_path("variants.yml"),
    )
