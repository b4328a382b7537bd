"""The hooks of MkDocs: events in, generated files out. Everything else is in `jiaozhu/`, which knows nothing of MkDocs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, ClassVar, Literal
from urllib.parse import quote

HOOKS = str(Path(__file__).parent)
if HOOKS not in sys.path:
    sys.path.insert(0, HOOKS)

from jinja2 import Environment  # noqa: E402
from mkdocs.config.defaults import MkDocsConfig  # noqa: E402
from mkdocs.exceptions import PluginError  # noqa: E402
from mkdocs.livereload import LiveReloadServer  # noqa: E402
from mkdocs.plugins import event_priority, get_plugin_logger  # noqa: E402
from mkdocs.structure.files import File, Files  # noqa: E402
from mkdocs.structure.pages import Page  # noqa: E402

from jiaozhu.build.publish import Project, Publication, publish  # noqa: E402
from jiaozhu.core.store import Store  # noqa: E402
from jiaozhu.outputs import assets  # noqa: E402
from jiaozhu.outputs.epub.book import Imprint  # noqa: E402
from jiaozhu.outputs.epub.epub_build import EpubBuild  # noqa: E402
from jiaozhu.outputs.epub.epub_build import write as write_books  # noqa: E402
from jiaozhu.outputs.offline import service_worker  # noqa: E402
from jiaozhu.outputs.script_variants.page import SiteAddress  # noqa: E402
from jiaozhu.outputs.script_variants.variant_build import VariantBuild  # noqa: E402
from jiaozhu.outputs.script_variants.variant_build import write as write_variants  # noqa: E402
from jiaozhu.outputs.search.search_index import SearchIndex  # noqa: E402
from jiaozhu.outputs.search.search_index import write as write_search  # noqa: E402
from jiaozhu.outputs.share_images.fonts import can_draw  # noqa: E402
from jiaozhu.outputs.share_images.image_build import IMAGE, ImageBuild  # noqa: E402
from jiaozhu.outputs.share_images.image_build import write as write_images  # noqa: E402
from jiaozhu.pages.article.glossary_entries import Marks  # noqa: E402
from jiaozhu.pages.render import File as Made  # noqa: E402
from jiaozhu.script_conversion import regions  # noqa: E402

log = get_plugin_logger("jiaozhu")
WHOLE = '<div class="jz-sheet'  # how a page begins that the program has written


class Press:
    """What one run of MkDocs has to remember between its events."""

    serving = False
    publication: Publication | None = None
    drawn: frozenset[str] = frozenset()  # the paths of its pictures, which each page asks for
    whole: ClassVar[dict[str, str]] = {}  # pages that were written as HTML, until MkDocs asks for it


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    Press.serving = command == "serve"
    if HOOKS not in sys.path:  # MkDocs has taken it away again; processes that are started later need it
        sys.path.insert(0, HOOKS)


@event_priority(100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Make the editions, and put their files among those of `docs/`. In a build, whatever is wrong ends it."""
    publication = publish(_project(config), _workers(config), _marks(config))
    _regions(config)
    Press.publication = publication
    Press.drawn = frozenset(picture.path for picture in publication.pictures)
    if _asked(config, "images") is not False and not publication.pictures:
        log.info("no pictures for shared links: the system has no Chinese faces\n    on Debian and Ubuntu: apt install fonts-noto-cjk")
    for notice in publication.notices:
        log.info("%s", notice)
    if publication.wrong and not Press.serving:
        raise PluginError("\n" + "\n".join(str(wrong) for wrong in publication.wrong))
    for wrong in publication.wrong:
        log.error("%s", wrong)
    _dress(files, config)
    for made in publication.files:
        old = files.get_file_from_path(made.path)
        if old is not None:
            files.remove(old)
        files.append(_file(made, config))
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Tell the theme which scripts there are to switch between, and whether pages are kept for reading without a network."""
    env.globals["regions"] = _regions(config)
    env.globals["worker"] = not Press.serving  # it would show an editor what was
    return env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """A page that was written as HTML has nothing for Markdown to do; it would read it for a while, and might find something."""
    head = markdown.partition("\n")[0]
    if not head.startswith(WHOLE) or "markdown=" in head:
        return markdown
    Press.whole[page.file.src_uri] = markdown
    return ""


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The HTML of a page, of whichever making."""
    return Press.whole.pop(page.file.src_uri, html)


def on_page_context(context: dict[str, object], page: Page, config: MkDocsConfig, nav: object) -> dict[str, object]:
    """Tell the theme what the build has to complain of, and which picture stands for the page."""
    context["wrong"] = len(Press.publication.wrong) if Press.publication else 0
    context["image"] = _image(page)
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """A build with fewer pages than sources is an error, whatever made it so. What is made of the pages: other scripts, an index; and
    beside them, books and pictures.
    """
    assert Press.publication is not None
    site = Path(config.site_dir)
    owed = (*Press.publication.ids, *Press.publication.merged)
    lost = [ident for ident in owed if not (site / "articles" / ident / "index.html").is_file()]
    if lost:
        raise PluginError(f"no page was written for: {', '.join(lost)}")
    home = SiteAddress(f"{config.site_url.rstrip('/')}/" if config.site_url else "", _regions(config))
    cache = Path(config.config_file_path or "mkdocs.yml").parent.resolve() / ".cache"
    said, workers = Press.publication, _workers(config)
    write_variants(VariantBuild(site, home, said.variants, cache / "variants"), workers)
    write_search(SearchIndex(site, said.library, home.regions, said.variants, cache / "search"), workers)
    imprint = Imprint(config.site_name, config.site_description or "", home)
    write_books(EpubBuild(site, imprint, said.books, said.variants, Store(cache / "books")), workers)
    write_images(ImageBuild(site, home.regions, said.pictures, said.variants, Store(cache / "images")), workers)
    if not Press.serving:
        service_worker.write(site, [region.id for region in home.regions])


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Rebuild when a source, a sidecar or a rule changes. Code is not reloaded: that takes a restart."""
    for folder in (_project(config).sources, _project(config).rules, Path(HOOKS) / "jiaozhu" / "pages", Path(HOOKS) / "jiaozhu" / "books"):
        server.watch(str(folder))
    return server


def _dress(files: Files, config: MkDocsConfig) -> None:
    """Leave the theme's own scripts and style sheets out, which no page asks for, and send those of this site in few bytes."""
    found = [file for file in files if file.dest_uri.startswith("assets/")]
    for file in found:
        files.remove(file)
    own = {file.src_uri: file.content_bytes for file in found if file.src_dir == config.docs_dir}
    for path, content in assets.bundle_assets(own):
        files.append(File.generated(config, path, content=content))


def _options(config: MkDocsConfig) -> dict[str, Any]:
    options = config.extra.get("jiaozhu", {})
    return options if isinstance(options, dict) else {}


def _workers(config: MkDocsConfig) -> int:
    asked = _options(config).get("workers", 0)
    if not isinstance(asked, int) or asked < 0:
        raise PluginError(f"mkdocs.yml: extra.jiaozhu.workers is {asked!r}\n    write a number; 0 leaves it to the program")
    return asked


def _marks(config: MkDocsConfig) -> Marks:
    asked = _options(config).get("mentions", "first")
    if asked not in ("first", "all"):
        raise PluginError(f"mkdocs.yml: extra.jiaozhu.mentions is {asked!r}\n    write `first` (once a section) or `all`")
    return "first" if asked == "first" else "all"


def _asked(config: MkDocsConfig, option: str) -> bool | None:
    """Whether each article is to have what the option names; None where that is left to the number of articles."""
    asked = _options(config).get(option, "auto")
    if asked != "auto" and not isinstance(asked, bool):
        raise PluginError(f"mkdocs.yml: extra.jiaozhu.{option} is {asked!r}\n    write `true`, `false`, or `auto` (not for too many)")
    return None if asked == "auto" else asked


def _image(page: Page) -> str:
    """The picture of a page, from the root of the site; empty where nothing is drawn."""
    own = "/".join((*page.file.dest_uri.split("/")[:2], IMAGE))
    return quote(next((path for path in (own, IMAGE) if path in Press.drawn), ""))


def _regions(config: MkDocsConfig) -> tuple[regions.Region, ...]:
    asked = _options(config).get("variants", list(regions.REGIONS))
    if not isinstance(asked, list) or any(ident not in regions.REGIONS for ident in asked):
        known = ", ".join(regions.REGIONS)
        raise PluginError(f"mkdocs.yml: extra.jiaozhu.variants is {asked!r}\n    write a list of: {known}; `[]` builds none")
    return regions.chosen(asked)


def _project(config: MkDocsConfig) -> Project:
    root = Path(config.config_file_path or "mkdocs.yml").parent.resolve()
    sources = root / _options(config).get("sources", "sources")
    images = _asked(config, "images") if can_draw(_regions(config)) else False
    return Project(
        sources,
        Path(config.docs_dir),
        cache=root / ".cache" / "jiaozhu",
        name=config.site_name,
        url=config.site_url or "",
        description=config.site_description or "",
        books=_asked(config, "books"),
        images=images,
    )


def _file(made: Made, config: MkDocsConfig) -> File:
    """A file of the site as MkDocs knows it. What is no page must not be taken for one, though its name ends in `.md`."""
    source = made.path if made.page or not made.path.endswith(".md") else f"{made.path}.txt"
    file = File.generated(config, source, content=made.content)
    file.dest_uri = file.dest_uri if source == made.path else made.path
    return file
