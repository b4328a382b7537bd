"""The program as MkDocs sees it: its events in, files of the site out. `hooks/press.py` hands the events on."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
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
SHEET = '<div class="jz-sheet'  # how a page begins that the program has written as HTML

log = get_plugin_logger("jiaozhu")


class Press:
    """One run of MkDocs, and what it has to remember between its events."""

    def __init__(self, command: Literal["build", "gh-deploy", "serve"]) -> None:
        self.is_serving = command == "serve"
        self.publication: Publication | None = None
        self.pictures: frozenset[str] = frozenset()  # their paths, which each page asks for
        self.times = StageTimes()
        self.published_at = time.perf_counter()
        self.html: dict[str, str] = {}  # pages that were written as HTML, until MkDocs asks for it

    def add_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Make the editions, and put their files among those of `docs/`. In a build, any error ends it."""
        self.times = StageTimes()
        options = _options(config)
        publication = self.publication = publish(_project(config, options), self.times)
        self.published_at = time.perf_counter()
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
            files.append(_mkdocs_file(file, config))
        return files

    def set_globals(self, env: Environment, config: MkDocsConfig) -> Environment:
        """Tell the theme which scripts there are to switch between, and whether pages are kept for reading without a network."""
        env.globals["regions"] = _options(config).regions
        env.globals["worker"] = not self.is_serving  # it would show an editor an older page
        return env

    def set_aside_html(self, markdown: str, page: Page) -> str:
        """Nothing in the place of a page that was written as HTML: Markdown would read it for a while, and might change it."""
        head = markdown.partition("\n")[0]
        if not head.startswith(SHEET) or "markdown=" in head:
            return markdown
        self.html[page.file.src_uri] = markdown
        return ""

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
        self.times.seconds.append(("MkDocs and the theme", time.perf_counter() - self.published_at))
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
    source = file.path if file.page or not file.path.endswith(".md") else f"{file.path}.txt"
    made = File.generated(config, source, content=file.content)
    made.dest_uri = made.dest_uri if source == file.path else file.path
    return made


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
