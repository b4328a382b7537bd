"""The plugin of MkDocs: its options, and what it does at each event. `hook.py` offers the same as a hook."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.config_options import Choice, ListOfItems, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from ..script_conversion.regions import REGIONS
from .press import Press

IMPORTED_FROM = str(Path(__file__).parents[2])
STYLE_SHEET = "assets/reader.css"
ROUTINE = ("Cleaning site directory", "Building documentation")  # what MkDocs says
UNLESS_TOO_MANY = ("auto", True, False)


def is_news(record: logging.LogRecord) -> bool:
    """False for what MkDocs says at each build, unless it is to tell everything."""
    return not str(record.msg).startswith(ROUTINE) or logging.getLogger("mkdocs").isEnabledFor(logging.DEBUG)


class PluginOptions(Config):  # type: ignore[no-untyped-call]
    """The options of `plugins: - jiaozhu:` in `mkdocs.yml`. `project.py` says what they mean, and has the same for `extra.jiaozhu`."""

    sources = Type(str, default="sources")
    workers = Type(int, default=0)
    executor = Type((str, dict), default="processes")
    mentions = Choice(("first", "all"), default="first")
    books = Choice(UNLESS_TOO_MANY, default="auto")
    images = Choice(UNLESS_TOO_MANY, default="auto")
    desk = Choice(("local", "anywhere", False), default="local")
    variants = ListOfItems(Choice(tuple(REGIONS)), default=list(REGIONS))


class JiaozhuPlugin(BasePlugin[PluginOptions]):  # type: ignore[no-untyped-call]
    """Makes the site of a folder of sources. Each run of MkDocs has a `Press`, which does the work."""

    def __init__(self) -> None:
        super().__init__()
        self.press = Press("build")

    def on_startup(self, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.press = Press(command)
        logging.getLogger("mkdocs.commands.build").addFilter(is_news)
        if IMPORTED_FROM not in sys.path:  # MkDocs has taken it away after it loaded a hook; processes that are started later need it
            sys.path.insert(0, IMPORTED_FROM)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self.press.options = dict(self.config)
        plugins = [method for method in config.plugins.events["config"] if isinstance(getattr(method, "__self__", None), JiaozhuPlugin)]
        if len(plugins) > 1:
            raise PluginError("mkdocs.yml: jiaozhu stands in `plugins` and in `hooks`\n    take one of the two out")
        if STYLE_SHEET not in config.extra_css:
            config.extra_css.insert(0, STYLE_SHEET)
        return config

    def on_pre_build(self, config: MkDocsConfig) -> None:
        self.press.keep_site(config)

    @event_priority(100)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        return self.press.add_files(files, config)

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        self.press.nav = nav

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        return self.press.set_frame(env, config, files)

    def on_page_context(self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
        return self.press.set_context(context, page)

    def on_post_build(self, config: MkDocsConfig) -> None:
        self.press.finish(config)

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
        return self.press.serve(server, config, builder)
